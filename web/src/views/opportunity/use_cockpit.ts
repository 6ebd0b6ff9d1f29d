// What the first screen of an opportunity shows, from the views the server computes. Kept in one place, so that the cards
// do not each ask for the same.
import { useList, useView } from '~/api/queries';
import type { Cockpit, Grid, Ledger, Offer, QuestionsView, ValueView } from '~/api/selling';
import { buildChain } from './chain';

export function useCockpit(opportunityId: string) {
  const base = `/opportunities/${opportunityId}`;
  const cockpit = useView<Cockpit>(`${base}/cockpit`);
  const ledger = useView<Ledger>(`${base}/needs`);
  const questions = useView<QuestionsView>(`${base}/questions`);
  const offer = useView<Offer>(`${base}/offer`);
  const grid = useView<Grid>(`${base}/criteria`);
  const value = useView<ValueView>(`${base}/value`);
  const items = useList('value_items', { opportunity_id: opportunityId, limit: 200 });
  const chain = ledger.data ? buildChain(ledger.data.items, questions.data?.items ?? [], offer.data?.statements ?? []) : null;
  const unconfirmed = (items.data?.items ?? []).filter((item) => value.data?.unconfirmed.includes(item.id));
  return { cockpit, ledger, questions, offer, grid, value, chain, unconfirmed, next: questions.data?.next ?? null };
}

export type CockpitData = ReturnType<typeof useCockpit>;
