// The texts of one language for all other pages: loaded beside the first of them.
import { byArea } from './areas';

export default byArea(
  import.meta.glob<Record<string, unknown>>(['./zh-CN/*.json', '!./zh-CN/{app,calls,common,keys,palette,quote,stage_card,today,wheel,why}.json'], {
    eager: true,
    import: 'default',
  }),
);
