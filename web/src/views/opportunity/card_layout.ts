// Which cards of the cockpit have something to show, and where they stand.
import type { Cockpit } from '~/api/selling';

export type CardId = 'chain' | 'criteria' | 'value' | 'plan' | 'objections';

type Filled = Pick<Cockpit, 'next_steps' | 'planned_calls'> & {
  needs: { items: readonly unknown[] };
  criteria: { items: readonly unknown[] };
  value: { count: number };
  buyer: { alarms: readonly unknown[] };
  promises: { theirs: readonly unknown[]; ours: readonly unknown[] };
  objections: { open: readonly unknown[] };
};

export function isEmptyCard(id: CardId, data: Filled): boolean {
  switch (id) {
    case 'chain':
      return data.needs.items.length === 0;
    case 'criteria':
      return data.criteria.items.length === 0;
    case 'value':
      return data.value.count === 0 && data.buyer.alarms.length === 0;
    case 'plan':
      return data.next_steps.length + data.promises.theirs.length + data.promises.ours.length + data.planned_calls.length === 0;
    case 'objections':
      return data.objections.open.length === 0;
  }
}

export function layOut(data: Filled): { main: CardId[]; side: CardId[]; empty: CardId[] } {
  const filled = (id: CardId) => !isEmptyCard(id, data);
  const main: CardId[] = ['chain', 'criteria'];
  const side: CardId[] = ['value', 'plan', 'objections'];
  return { main: main.filter(filled), side: side.filter(filled), empty: [...main, ...side].filter((id) => !filled(id)) };
}
