// One change to many records: a few at a time, each with its own version; what failed is said, and the whole can be
// taken back with one press.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { queryClient, refresh, undo } from '~/api/queries';
import { toast } from '~/components/toast';

const atOnce = 4;

export interface Bulk {
  /** null while nothing runs. */
  progress: { done: number; total: number } | null;
  run: <Row>(rows: readonly Row[], work: (row: Row) => Promise<{ undoId: string | null }>, done: (count: number) => string, collections: string[]) => Promise<void>;
}

export async function inParallel<Item>(items: readonly Item[], limit: number, work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const item = items[next] as Item;
      next += 1;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}

export function useBulk(): Bulk {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<Bulk['progress']>(null);
  const run: Bulk['run'] = async (rows, work, done, collections) => {
    const undoIds: string[] = [];
    let failed = 0;
    let reason: unknown = null;
    let finished = 0;
    setProgress({ done: 0, total: rows.length });
    await inParallel(rows, atOnce, async (row) => {
      try {
        const { undoId } = await work(row);
        if (undoId) undoIds.push(undoId);
      } catch (error) {
        failed += 1;
        reason = error;
      }
      finished += 1;
      setProgress({ done: finished, total: rows.length });
    });
    setProgress(null);
    refresh(queryClient, ...collections);
    const changed = rows.length - failed;
    if (failed > 0) toast(t('lists.partly_failed', { failed, reason: errorText(reason, t) }));
    if (changed > 0) {
      toast(done(changed), {
        label: t('common.undo'),
        run: () => {
          void (async () => {
            let undone = 0;
            // One after the other: each may touch what the one before it touched.
            for (const id of [...undoIds].reverse()) {
              try {
                await undo(id);
                undone += 1;
              } catch (error) {
                toast(errorText(error, t));
                break;
              }
            }
            if (undone > 0) toast(t('lists.undone', { count: undone }));
          })();
        },
      });
    }
  };
  return { progress, run };
}
