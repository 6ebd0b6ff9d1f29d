import { describe, expect, it } from 'vitest';
import { qualityInput } from './quality_input';

describe('qualityInput', () => {
  it('has what is asked for up to the stage, less what is missing', () => {
    expect(qualityInput('recognition', false, ['contact'])).toEqual({
      stage: 'recognition',
      evaluation_skipped: false,
      present: ['account', 'owner', 'need_with_quote'],
    });
  });
  it('asks for no weights when assessment was skipped', () => {
    expect(qualityInput('investigation', true, []).present).not.toContain('criterion_weights');
    expect(qualityInput('investigation', false, []).present).toContain('criterion_weights');
  });
});
