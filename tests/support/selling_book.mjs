// What the records between a customer's problem and the value of our answer hang on: a deal of the seller's and one of the stranger's,
// with people, a call, a rival, a need, a statement and a criterion each.
import { open_book } from './book.mjs';
import { tomorrow, yesterday } from './record_questions.mjs';

export async function open_selling_book() {
  const book = await open_book();
  book.mine = await furnish(book.seller, 'Anhe hospitals 安和医院', 'Stock counting');
  book.theirs = await furnish(book.stranger, 'Hidden Valley Steel', 'Hidden furnace');
  Object.assign(book, { other_account: book.theirs.account, other_opportunity: book.theirs.opportunity });
  return book;
}

export async function furnish(client, account_name, deal_name) {
  const make = async (collection, body) => (await client.post(collection, body)).expect(201).json;
  const account = await make('accounts', { name: account_name });
  const opportunity = await make('opportunities', {
    name: deal_name,
    account_id: account.id,
    amount_minor: 120_000_000,
    currency: 'CNY',
    opened_at: '2025-01-06T00:00:00Z',
  });
  const on_deal = { opportunity_id: opportunity.id };
  const person = await make('contacts', { account_id: account.id, name: 'Head of stores', role: 'user', level: 'operating' });
  const decider = await make('contacts', {
    account_id: account.id,
    name: 'Finance director',
    role: 'decision_maker',
    level: 'senior',
  });
  const call = await make('calls', { ...on_deal, subject: 'Visit', held_at: yesterday(), contact_ids: [person.id] });
  const rival = await make('competitors', { ...on_deal, name: 'North Wind' });
  const problem = await make('problems', { ...on_deal, name: 'Recounts by hand' });
  const need = await make('needs', {
    ...on_deal,
    problem_id: problem.id,
    text: 'Count without overtime',
    severity: 4,
    urgency: 3,
    reach: 2,
  });
  const product = await make('products', { name: `Scanner of ${account_name}` });
  const feature = await make('features', {
    product_id: product.id,
    feature: 'Counts every five minutes',
    advantage: 'Errors show the same day',
  });
  const statement = await make('statements', { ...on_deal, feature: 'Counts every five minutes' });
  const criterion = await make('criteria', { ...on_deal, name: 'Counting time', weight: 40 });
  return {
    account,
    opportunity,
    on_deal,
    person,
    decider,
    call,
    rival,
    problem,
    need,
    product,
    feature,
    statement,
    criterion,
    make,
  };
}

// The same again and again, for what there may be only one of: next() gives an id not given before.
export function supply(ids) {
  let at = 0;
  return () => {
    if (at === ids.length) throw new Error('the supply has run out');
    return ids[at++];
  };
}

export { tomorrow, yesterday };
