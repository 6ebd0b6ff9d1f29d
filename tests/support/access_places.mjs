// One customer with everything that can hang on one, for each kind of ownership of support/access_oracle.mjs.
import { add_person } from './book.mjs';
import { tomorrow, yesterday } from './record_questions.mjs';

// The people of the matrix are those of open_book(); Sally sells beside Sam in the north, Sue in the south.
export async function open_places(book) {
  book.colleague = await add_person(book, {
    name: 'Sally Second',
    email: 'sally@example.com',
    role: 'seller',
    team_id: book.north.id,
  });
  const owners = { own: book.seller, team: book.colleague, pool: null };
  const expires_at = new Date(Date.now() + 4000).toISOString().replace(/\.\d+Z/, 'Z');
  book.places = {};
  for (const place of ['own', 'team', 'other', 'shared_read', 'shared_write', 'expired', 'pool', 'account_team']) {
    const owner = place in owners ? owners[place] : book.stranger;
    book.places[place] = await furnish(book.admin, place, owner?.user.id ?? null);
  }
  const people = [book.manager, book.seller, book.coach, book.viewer];
  const share = async (place, body) => {
    const account_id = book.places[place].account.id;
    for (const person of people)
      (await book.admin.post('shares', { account_id, user_id: person.user.id, ...body })).expect(201);
  };
  await share('shared_read', { access: 'read' });
  await share('shared_write', { access: 'write' });
  await share('expired', { access: 'write', expires_at });
  for (const person of people)
    (
      await book.admin.post('account_members', { account_id: book.places.account_team.account.id, user_id: person.user.id })
    ).expect(201);
  await new Promise((resolve) => setTimeout(resolve, Date.parse(expires_at) + 50 - Date.now()));
  return book.places;
}

// A deal of the place with what is asked of every deal.
export async function furnish_deal(admin, place) {
  return (
    await admin.post('opportunities', {
      name: `Deal of ${place.name}`,
      account_id: place.account.id,
      owner_id: place.owner_id,
      opened_at: '2025-01-06T00:00:00Z',
    })
  ).expect(201).json;
}

async function furnish(admin, name, owner_id) {
  const make = async (collection, body) => (await admin.post(collection, body)).expect(201).json;
  const place = { name, owner_id };
  place.account = await make('accounts', { name: `Customer ${name}`, owner_id });
  place.deal = await furnish_deal(admin, place);
  const account_id = place.account.id;
  const on_deal = { opportunity_id: place.deal.id };
  place.person = await make('contacts', {
    account_id,
    name: `Person ${name}`,
    attitude: -1,
    style: 'analyzing',
    style_evidence: 'Asks for the test reports first',
    influence: 4,
  });
  place.call = await make('calls', { ...on_deal, subject: `Visit ${name}`, held_at: yesterday(), contact_ids: [place.person.id] });
  place.rival = await make('competitors', { ...on_deal, name: `Rival ${name}` });
  place.problem = await make('problems', { ...on_deal, name: `Problem ${name}` });
  place.need = await make('needs', { ...on_deal, problem_id: place.problem.id, text: `Need ${name}` });
  place.statement = await make('statements', { ...on_deal, feature: `Feature ${name}` });
  place.criterion = await make('criteria', { ...on_deal, name: `Criterion ${name}`, weight: 40 });
  place.objection = await make('objections', { ...on_deal, quote: `Objection ${name}`, class: 'capability_can' });
  return place;
}

let thoughts = 0;

// How a record of each collection is made in a place, and what a valid change of it is. `fresh` needs an administrator's help before.
export const kinds = {
  accounts: { make: (p) => ({ name: `More of ${p.name}`, owner_id: p.owner_id }), change: { region: 'East' }, root: true },
  opportunities: {
    make: (p) => ({ name: `Another of ${p.name}`, account_id: p.account.id, owner_id: p.owner_id }),
    change: { source: 'fair' },
    root: true,
  },
  contacts: { make: (p) => ({ account_id: p.account.id, name: 'Ann', attitude: 2 }), change: { title: 'Head' } },
  competitors: { make: (p) => ({ ...on(p), name: 'North Wind' }), change: { strengths: 'Price' } },
  calls: { make: (p) => ({ ...on(p), subject: 'Visit', held_at: yesterday(), status: 'held' }), change: { summary: 'Measured.' } },
  commitments: { make: (p) => ({ ...on(p), who: 'customer', action: 'give_data', due_at: tomorrow() }), change: { status: 'met' } },
  next_steps: { make: (p) => ({ ...on(p), text: 'Send it' }), change: { due_on: '2030-01-20' } },
  notes: { make: (p) => ({ account_id: p.account.id, text: 'They count by hand.' }), change: { text: 'They count thrice.' } },
  evidence: {
    make: (p) => ({ ...on(p), code: 'AK1', source_class: 'observed', observed_at: yesterday() }),
    change: { quote: 'It costs us evenings.' },
  },
  stage_events: { make: (p) => ({ ...on(p), kind: 'claim', stage: 'decision' }), change: { source: 'list of March' } },
  problems: { make: (p) => ({ ...on(p), name: 'Recounts' }), change: { description: 'Two evenings' } },
  needs: { make: (p) => ({ ...on(p), text: 'Count faster' }), change: { severity: 5 } },
  need_quotes: {
    make: (p) => ({ need_id: p.need.id, contact_id: p.person.id, kind: 'difficulty', text: 'Evenings are lost' }),
    change: { text: 'Three evenings are lost' },
  },
  questions: { make: (p) => ({ ...on(p), type: 'problem', text: 'What do you dread?' }), change: { answer: 'A lot' } },
  statements: { make: (p) => ({ ...on(p), feature: 'Counts' }), change: { benefit: 'No overtime' } },
  statement_uses: {
    fresh: async (admin, p) => ({
      call_id: p.call.id,
      statement_id: (await admin.post('statements', { ...on(p), feature: 'Counts again' })).expect(201).json.id,
    }),
    change: { said: true },
  },
  solution_parts: {
    make: (p) => ({ ...on(p), name: 'Scanners', cost_minor: 900_000, currency: 'CNY' }),
    change: { name: 'More scanners' },
  },
  objections: {
    make: (p) => ({ ...on(p), quote: 'Too dear', class: 'capability_can' }),
    change: { response: 'Try it' },
  },
  criteria: { make: (p) => ({ ...on(p), name: 'Accuracy', weight: 30 }), change: { target: '99 %' } },
  criterion_scores: {
    fresh: async (admin, p) => ({
      criterion_id: (await admin.post('criteria', { ...on(p), name: 'Speed' })).expect(201).json.id,
      competitor_id: p.rival.id,
      score: 3,
    }),
    change: { score: 4 },
  },
  value_items: {
    make: (p) => ({ ...on(p), kind: 'benefit', name: 'Overtime', amount_minor: 100, currency: 'CNY' }),
    change: { basis: 'counted' },
  },
  value_cases: {
    fresh: async (admin, p) => ({
      opportunity_id: (await furnish_deal(admin, p)).id,
      years: 5,
      rate: 0.08,
      margin_minor: 100_000,
      cost_to_serve_minor: 40_000,
      currency: 'CNY',
    }),
    change: { years: 4 },
  },
  buyer_profiles: {
    fresh: async (admin, p) => ({ opportunity_id: (await furnish_deal(admin, p)).id, joint_goals: 1 }),
    change: { worked_as: 'extrinsic' },
  },
  game_rules: { make: (p) => ({ account_id: p.account.id, text: 'Open tender above 500,000' }), change: { compliance: 'met' } },
  seller_issues: {
    make: (p) => ({ ...on(p), text: 'Nobody met the vice president', kind: 'access', due_on: '2030-01-15' }),
    change: { kind: 'skill' },
  },
  triangles: {
    fresh: async (admin, p) => ({ opportunity_id: (await furnish_deal(admin, p)).id, our_strengths: 'Three sites to visit' }),
    change: { rules_note: 'They write the criteria' },
  },
  service_reminders: { make: (p) => ({ ...on(p), day: 14, note: 'No overtime this month' }), change: { note: 'Told again' } },
  remorse_signals: {
    make: (p) => ({ ...on(p), text: 'Was it too dear?', contact_id: p.person.id, severity: 3 }),
    change: { resolution: 'Went through the figures' },
  },
  delivery_items: {
    make: (p) => ({ ...on(p), kind: 'issue', name: 'Batteries do not last', opened_on: '2026-01-03', due_on: '2030-12-20' }),
    change: { note: 'New ones are on their way' },
  },
  reframe_cards: {
    make: (p) => ({
      ...on(p),
      old_assumption: 'They find it dear',
      why_it_failed: 'A discount changed nothing',
      new_hypothesis: `Thought ${(thoughts += 1)}`,
      test: 'Ask the head of the stores',
      test_on: '2030-01-20',
    }),
    change: { result: 'He did not know' },
  },
  development_goals: {
    make: (p) => ({ account_id: p.account.id, text: 'Two sites more by 2027', contact_id: p.person.id }),
    change: { contribution: 'Three of our people for the first site' },
  },
  contact_benefits: {
    fresh: async (admin, p) => ({
      ...on(p),
      contact_id: (await admin.post('contacts', { account_id: p.account.id, name: 'Decider' })).expect(201).json.id,
      organisation_benefit: 'No overtime at the end of the month',
    }),
    change: { personal_benefit: 'Leaves at six', personal_gain: 'ease' },
  },
  // A file comes as it is: its place in the address, its name in a header.
  attachments: {
    make: (p) => `Minutes of ${p.name}`,
    path: (p) => `attachments?opportunity_id=${p.deal.id}`,
    headers: { 'X-File-Name': 'minutes.txt', 'Content-Type': 'application/octet-stream' },
    change: { name: 'Minutes of Monday.txt' },
  },
  account_members: {
    fresh: async (admin, p) => ({ account_id: p.account.id, user_id: await spare_person(admin) }),
    change: { role: 'technical' },
    governed: true,
  },
  shares: {
    fresh: async (admin, p) => ({ account_id: p.account.id, user_id: await spare_person(admin) }),
    change: { access: 'write' },
    governed: true,
  },
};

const on = (place) => ({ opportunity_id: place.deal.id });

let people = 0;
async function spare_person(admin) {
  return (await admin.post('users', { name: `Spare ${(people += 1)}`, role: 'seller' })).expect(201).json.id;
}

export const body_of = (kind, admin, place) => (kind.make ? kind.make(place) : kind.fresh(admin, place));
