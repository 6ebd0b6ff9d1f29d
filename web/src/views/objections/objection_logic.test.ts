import { describe, expect, it } from 'vitest';
import { orderObjections } from './objection_logic';

describe('objections', () => {
  it('stand blocking first, then open, then settled, each the oldest first', () => {
    const rows = [
      { id: 'settled', open: false, blocking: true, raised_at: '2026-01-01T00:00:00Z' },
      { id: 'new', open: true, blocking: false, raised_at: '2026-03-01T00:00:00Z' },
      { id: 'old', open: true, blocking: false, raised_at: '2026-02-01T00:00:00Z' },
      { id: 'blocking', open: true, blocking: true, raised_at: '2026-04-01T00:00:00Z' },
    ];
    expect(orderObjections(rows).map((row) => row.id)).toEqual(['blocking', 'old', 'new', 'settled']);
  });
});
