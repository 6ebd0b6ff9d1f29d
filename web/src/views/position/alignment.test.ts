import { describe, expect, it } from 'vitest';
import { planStrip } from './alignment';

describe('planStrip', () => {
  it('shows a seller ahead of the customer, and where to go back to', () => {
    expect(planStrip('criteria', 'proposal', 1)).toEqual({ customer: 4, seller: 5, should: 4, alignment: 'ahead' });
  });
  it('is in step for demo while the customer investigates: the step serves both stages', () => {
    expect(planStrip('investigation', 'demo', 0)).toEqual({ customer: 6, seller: 5, should: null, alignment: 'in_step' });
  });
  it('draws a seller at the close against the box that serves the customer’s stage', () => {
    expect(planStrip('investigation', 'close', 1)).toEqual({ customer: 6, seller: 7, should: 5, alignment: 'ahead' });
  });
  it('shows where to start when no step was chosen', () => {
    expect(planStrip('decision', null, null)).toEqual({ customer: 3, seller: null, should: 3, alignment: 'unknown' });
  });
});
