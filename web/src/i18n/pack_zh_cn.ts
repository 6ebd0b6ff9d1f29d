// The texts of one language that the frame and the first screens need, and the domain's words, in one chunk.
import domain from '@lang/zh-CN.json';
import { byArea } from './areas';

export default {
  ...domain,
  ...byArea(
    import.meta.glob<Record<string, unknown>>('./zh-CN/{app,calls,common,keys,palette,quote,stage_card,today,wheel,why}.json', {
      eager: true,
      import: 'default',
    }),
  ),
} as Record<string, unknown>;
