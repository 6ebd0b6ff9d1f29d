// What the first screen of an opportunity shows, from the views the server computes. Kept in one place, so that the cards
// do not each ask for the same.
import { useView } from '~/api/queries';
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
  const chain = ledger.data ? buildChain(ledger.data.items, questions.data?.items ?? [], offer.data?.statements ?? []) : null;
  const unconfirmed = (value.data?.items ?? []).filter((item) => value.data?.unconfirmed.includes(item.id)).sort((a, b) => b.amount_minor - a.amount_minor);
  return { cockpit, ledger, questions, offer, grid, value, chain, unconfirmed, next: questions.data?.next ?? null };
}

export type CockpitData = ReturnType<typeof useCockpit>;
