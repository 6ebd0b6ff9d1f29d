import { describe, expect, it } from 'vitest';
import { layOut } from './card_layout';

const nothing = {
  needs: { items: [] },
  criteria: { items: [] },
  value: { count: 0 },
  buyer: { alarms: [] },
  promises: { theirs: [], ours: [] },
  next_steps: [],
  planned_calls: [],
  objections: { open: [] },
};

describe('the cards of the cockpit', () => {
  it('are lines while nothing is in them', () => {
    expect(layOut(nothing)).toEqual({ main: [], side: [], empty: ['chain', 'criteria', 'value', 'plan', 'objections'] });
  });

  it('are cards once they hold something, each on its side', () => {
    const some = { ...nothing, criteria: { items: [{}] }, promises: { theirs: [{}], ours: [] } };
    expect(layOut(some)).toEqual({ main: ['criteria'], side: ['plan'], empty: ['chain', 'value', 'objections'] });
  });

  it('show an alarm about the buyer where no figure is yet', () => {
    expect(layOut({ ...nothing, buyer: { alarms: ['x'] } }).side).toEqual(['value']);
  });
});
