// Where the server's complaints about a quick note are shown.
import type { TFunction } from 'i18next';
import { ApiError } from '~/api/errors';

export const textMax = 10_000; // letters

/** What is wrong with the customer to be added, as a complaint about the customer of the note. */
export function aboutCustomer(error: ApiError): ApiError {
  const detail = error.fields[0]?.detail ?? error.detail;
  return detail ? new ApiError({ status: error.status, code: error.code, errors: [{ pointer: '/account_id', code: error.code, detail }] }) : error;
}

/** "/call/commitments/0/due_at" in words: the last part that has a name. */
export function placeOf(pointer: string, t: TFunction): string {
  const parts = pointer.split('/').filter((part) => part && !/^\d+$/.test(part));
  const field = parts[parts.length - 1];
  return field ? t(`field_name.${field.replace(/^(opportunity|contact|account)$/, '$1_id')}`, { defaultValue: field }) : t('capture.title');
}
