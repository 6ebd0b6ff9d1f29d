// A deal in a list to choose from: deals of one account often share a name, so amount and close date stand beside it.
import type { Opportunity } from '~/api/types';
import type { Format } from '~/format/use_format';

export function dealLabel(format: Format, deal: Pick<Opportunity, 'name' | 'amount_minor' | 'currency' | 'expected_close'>): string {
  const parts = [deal.name];
  if (deal.amount_minor !== null) parts.push(format.amount(deal.amount_minor, deal.currency));
  if (deal.expected_close) parts.push(format.date(deal.expected_close));
  return parts.join(' · ');
}
