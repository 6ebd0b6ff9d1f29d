// All texts of one language in one chunk.
import domain from '@lang/en.json';

const areas = import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' });

const pack: Record<string, unknown> = { ...domain };
for (const [path, texts] of Object.entries(areas)) pack[path.replace(/^.*\/(.*)\.json$/, '$1')] = texts;

export default pack;
