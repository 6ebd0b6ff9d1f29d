// The records of the ground a deal stands on, of what follows its order and of reframes, through the questions of
// support/record_questions.mjs.
import { randomUUID } from 'node:crypto';
import { after, before } from 'node:test';
import { ask_of_each, tomorrow, yesterday } from '../support/record_questions.mjs';
import { open_selling_book, supply } from '../support/selling_book.mjs';

const spares = 90;
let book;
const next = {};
const next_person = {};
before(async () => {
  book = await open_selling_book();
  for (const [name, place] of [
    ['mine', book.mine],
    ['theirs', book.theirs],
  ]) {
    const ids = [];
    for (let i = 0; i < spares; i += 1)
      ids.push((await place.make('opportunities', { name: `Deal ${i}`, account_id: place.account.id })).id);
    next[name] = supply(ids);
    const people = [];
    for (let i = 0; i < spares; i += 1)
      people.push((await place.make('contacts', { name: `Person ${i}`, account_id: place.account.id })).id);
    next_person[name] = supply(people);
  }
});
after(() => book?.close());

const on_deal = () => book.mine.on_deal;
let thoughts = 0;

ask_of_each(
  {
    game_rules: {
      make: () => ({ account_id: book.mine.account.id, text: '五十万以上公开招标', source: 'Rule 12', mandatory: true, due_on: '2027-03-01' }),
      required: ['account_id', 'text'],
      change: { compliance: 'met' },
      hangs_on: 'account_id',
      wrong: [
        [{ compliance: 'perhaps' }, '/compliance'],
        [{ due_on: 'soon' }, '/due_on'],
        [{ mandatory: 'yes' }, '/mandatory'],
        [{ text: 'x'.repeat(301) }, '/text'],
        [{ account_id: randomUUID() }, '/account_id'],
      ],
    },
    seller_issues: {
      make: () => ({ ...on_deal(), text: 'We have not met the vice president', kind: 'access', due_on: '2027-01-15', topic: 'C12' }),
      required: ['opportunity_id', 'text', 'due_on'],
      change: { kind: 'skill' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ kind: 'mood' }, '/kind'],
        [{ due_on: null }, '/due_on'],
        [{ owner_id: randomUUID() }, '/owner_id'],
        [{ resolved_at: tomorrow() }, '/resolved_at'],
      ],
    },
    triangles: {
      make: () => ({ opportunity_id: next.mine(), our_strengths: 'Three sites to visit', rules_of: 'customer' }),
      other: () => ({ opportunity_id: next.theirs() }),
      required: ['opportunity_id'],
      change: { rules_note: 'The selection group writes the criteria' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ rules_of: 'nobody' }, '/rules_of'],
        [{ our_aims: 'x'.repeat(4001) }, '/our_aims'],
      ],
    },
    service_reminders: {
      make: () => ({ ...on_deal(), day: 14, contact_id: book.mine.person.id, note: '月底不用加班' }),
      other: () => ({ opportunity_id: book.theirs.opportunity.id, contact_id: book.theirs.person.id }),
      required: ['opportunity_id', 'day'],
      change: { note: 'Told again' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ day: 0 }, '/day'],
        [{ day: 2.5 }, '/day'],
        [{ done_at: tomorrow() }, '/done_at'],
        [{ contact_id: randomUUID() }, '/contact_id'],
      ],
    },
    remorse_signals: {
      make: () => ({ ...on_deal(), text: '财务问是不是买贵了', contact_id: book.mine.person.id, severity: 3 }),
      other: () => ({ opportunity_id: book.theirs.opportunity.id, contact_id: book.theirs.person.id }),
      required: ['opportunity_id', 'text'],
      change: { resolution: 'Went through the figures together' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ severity: 4 }, '/severity'],
        [{ observed_at: tomorrow() }, '/observed_at'],
        [{ observed_at: yesterday(), resolved_at: '2020-01-01T00:00:00Z' }, '/resolved_at'],
        [{ contact_id: randomUUID() }, '/contact_id'],
      ],
    },
    delivery_items: {
      make: () => ({ ...on_deal(), kind: 'issue', name: 'Batteries do not last', opened_on: '2026-01-03', due_on: '2026-12-20' }),
      required: ['opportunity_id', 'name'],
      change: { note: 'New ones are on their way' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ kind: 'wish' }, '/kind'],
        [{ done_at: tomorrow() }, '/done_at'],
        [{ owner_id: randomUUID() }, '/owner_id'],
      ],
    },
    development_goals: {
      make: () => ({
        account_id: book.mine.account.id,
        text: '两年内建成三个无人库',
        contact_id: book.mine.decider.id,
        due_on: '2028-06-30',
      }),
      other: () => ({ account_id: book.theirs.account.id, contact_id: book.theirs.decider.id }),
      required: ['account_id', 'text'],
      change: { measure: 'Sites without night shift' },
      hangs_on: 'account_id',
      wrong: [
        [{ text: 'x'.repeat(301) }, '/text'],
        [{ contact_id: randomUUID() }, '/contact_id'],
        [{ contributed_at: yesterday() }, '/contribution'],
        [{ contribution: 'A pilot', contributed_at: tomorrow() }, '/contributed_at'],
        [{ account_id: randomUUID() }, '/account_id'],
      ],
    },
    contact_benefits: {
      make: () => ({ ...on_deal(), contact_id: next_person.mine(), organisation_benefit: 'Month end without overtime' }),
      other: () => ({ opportunity_id: book.theirs.opportunity.id, contact_id: next_person.theirs() }),
      required: ['opportunity_id', 'contact_id'],
      change: { organisation_benefit: 'Stock right every night' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ organisation_benefit: null }, '/organisation_benefit'],
        [{ personal_benefit: 'Home at six' }, '/personal_gain'],
        [{ personal_gain: 'money' }, '/personal_gain'],
        [{ personal_benefit: 'x'.repeat(301) }, '/personal_benefit'],
        [{ reviewed_at: yesterday() }, '/reviewed_at'],
        [{ reviewed_by_id: randomUUID() }, '/reviewed_by_id'],
        [{ contact_id: randomUUID() }, '/contact_id'],
      ],
    },
    reframe_cards: {
      make: () => ({
        ...on_deal(),
        old_assumption: 'They find it dear',
        why_it_failed: 'Two discounts moved nothing',
        new_hypothesis: `Thought ${(thoughts += 1)}`,
        test: 'Who will ask you first?',
        test_on: '2027-01-10',
      }),
      required: ['opportunity_id', 'old_assumption', 'why_it_failed', 'new_hypothesis'],
      change: { result: 'He did not know' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ cause: 'stuck' }, '/cause'],
        [{ new_hypothesis: 'they find it DEAR!' }, '/new_hypothesis'],
        [{ test_on: 'soon' }, '/test_on'],
        [{ contact_id: randomUUID() }, '/contact_id'],
      ],
    },
  },
  () => book,
);
