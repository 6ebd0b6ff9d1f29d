// All texts of one language in one chunk.
import domain from '@lang/zh-CN.json';

const areas = import.meta.glob<Record<string, unknown>>('./zh-CN/*.json', { eager: true, import: 'default' });

const pack: Record<string, unknown> = { ...domain };
for (const [path, texts] of Object.entries(areas)) pack[path.replace(/^.*\/(.*)\.json$/, '$1')] = texts;

export default pack;
