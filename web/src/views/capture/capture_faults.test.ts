import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { ApiError } from '~/api/errors';
import { aboutCustomer, placeOf } from './capture_faults';

const t = ((key: string) => key) as unknown as TFunction;

describe('the complaints about a quick note', () => {
  it('name the innermost field', () => {
    expect(placeOf('/call/commitments/0/due_at', t)).toBe('field_name.due_at');
    expect(placeOf('', t)).toBe('capture.title');
  });
  it('about the customer to be added stand at the customer', () => {
    const refused = new ApiError({ status: 422, code: 'invalid', errors: [{ pointer: '/name', code: 'too_long', detail: 'Too long' }] });
    expect(aboutCustomer(refused).forField('account_id')).toBe('Too long');
  });
});
