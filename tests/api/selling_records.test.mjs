// The records between a customer's problem and the value of our answer, through the questions of support/record_questions.mjs.
import { randomUUID } from 'node:crypto';
import { after, before } from 'node:test';
import { ask_of_each, tomorrow, yesterday } from '../support/record_questions.mjs';
import { open_selling_book, supply } from '../support/selling_book.mjs';

const spares = 90;
let book;
const next = {};
before(async () => {
  book = await open_selling_book();
  const many = async (place, collection, body) => {
    const ids = [];
    for (let i = 0; i < spares; i += 1) ids.push((await place.make(collection, body(i))).id);
    return supply(ids);
  };
  for (const [name, place] of [
    ['mine', book.mine],
    ['theirs', book.theirs],
  ]) {
    next[name] = {
      deal: await many(place, 'opportunities', (i) => ({ name: `Deal ${i}`, account_id: place.account.id })),
      other_deal: await many(place, 'opportunities', (i) => ({ name: `Other deal ${i}`, account_id: place.account.id })),
      statement: await many(place, 'statements', (i) => ({ ...place.on_deal, feature: `Feature ${i}` })),
      criterion: await many(place, 'criteria', (i) => ({ ...place.on_deal, name: `Criterion ${i}` })),
    };
  }
});
after(() => book?.close());

const on_deal = () => book.mine.on_deal;

ask_of_each(
  {
    problems: {
      make: () => ({ ...on_deal(), name: 'Recounts eat evenings', level_now: 3, level_ideal: 9, weight: 0.5 }),
      required: ['name'],
      change: { description: 'Two evenings a week' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ level_now: 11 }, '/level_now'],
        [{ level_ideal: 'high' }, '/level_ideal'],
        [{ weight: -1 }, '/weight'],
        [{ contact_id: randomUUID() }, '/contact_id'],
      ],
    },
    needs: {
      make: () => ({ ...on_deal(), text: 'Count stock without overtime', severity: 4, urgency: 3, reach: 2, must_have: true }),
      required: ['text'],
      change: { severity: 5 },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ severity: 6 }, '/severity'],
        [{ severity: 2.5 }, '/severity'],
        [{ state: 'explicit' }, '/state'],
        [{ visible: true, conscious: true }, '/clear'],
        [{ volunteered: true }, '/volunteered'],
        [{ currency: 'yuan' }, '/currency'],
        [{ problem_id: randomUUID() }, '/problem_id'],
      ],
    },
    need_quotes: {
      make: () => ({
        need_id: book.mine.need.id,
        contact_id: book.mine.person.id,
        kind: 'difficulty',
        text: '每周要重盘两个晚上',
      }),
      other: () => ({ need_id: book.theirs.need.id, contact_id: book.theirs.person.id }),
      required: ['need_id', 'kind', 'text'],
      change: { text: '每周要重盘三个晚上' },
      hangs_on: 'need_id',
      wrong: [
        [{ kind: 'wish' }, '/kind'],
        [{ said_at: tomorrow() }, '/said_at'],
        [{ text: 'x'.repeat(2001) }, '/text'],
        [{ contact_id: randomUUID() }, '/contact_id'],
      ],
    },
    question_templates: {
      make: () => ({ type: 'problem', text_zh: '{环节}里最怕什么?', text_en: 'What do you dread most in {step}?' }),
      required: ['type'],
      change: { industry: 'Health' },
      hangs_on: null,
      wrong: [
        [{ type: 'closing' }, '/type'],
        [{ text_zh: ' ', text_en: null }, '/text_zh'],
        [{ stage: 'done' }, '/stage'],
        [{ style: 'loud' }, '/style'],
      ],
    },
    questions: {
      make: () => ({
        ...on_deal(),
        need_id: book.mine.need.id,
        type: 'implication',
        text: '一年下来大约多少加班费?',
        template_id: 'I2',
        position: 2,
      }),
      other: () => ({ opportunity_id: book.theirs.opportunity.id, need_id: book.theirs.need.id }),
      required: ['type', 'text'],
      change: { answer: '三十万', answered: true },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ type: 'closing' }, '/type'],
        [{ position: -1 }, '/position'],
        [{ need_id: randomUUID() }, '/need_id'],
        [{ asked: 'yes' }, '/asked'],
      ],
    },
    features: {
      make: () => ({
        product_id: book.mine.product.id,
        feature: 'Reads through steel',
        advantage: 'No line of sight',
        proof: 'Trial at a mill',
      }),
      required: ['product_id', 'feature'],
      change: { limits: 'Not below -30 °C' },
      hangs_on: null,
      wrong: [
        [{ product_id: randomUUID() }, '/product_id'],
        [{ feature: 'x'.repeat(501) }, '/feature'],
      ],
    },
    statements: {
      make: () => ({
        ...on_deal(),
        feature: 'Counts every five minutes',
        advantage: 'Errors show the same day',
        amount: 40.5,
        unit: 'h',
      }),
      required: ['opportunity_id'],
      change: { benefit: 'No more overtime at month end' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ feature: null, advantage: ' ' }, '/feature'],
        [{ class: 'benefit' }, '/class'],
        [{ amount: 'much' }, '/amount'],
        [{ confirmed_at: yesterday() }, '/contact_id'],
        [{ confirmed_at: tomorrow() }, '/confirmed_at'],
      ],
    },
    statement_uses: {
      make: () => ({ call_id: book.mine.call.id, statement_id: next.mine.statement() }),
      other: () => ({ call_id: book.theirs.call.id, statement_id: next.theirs.statement() }),
      required: ['call_id', 'statement_id'],
      change: { said: true },
      hangs_on: 'call_id',
      wrong: [
        [{ class: 'value' }, '/class'],
        [{ statement_id: randomUUID() }, '/statement_id'],
        [{ said: 1 }, '/said'],
      ],
    },
    solution_parts: {
      make: () => ({ ...on_deal(), name: 'Handheld scanners', cost_minor: 900_000, currency: 'CNY' }),
      required: ['opportunity_id', 'name'],
      change: { cost_minor: 950_000 },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ cost_minor: -1 }, '/cost_minor'],
        [{ problem_id: randomUUID() }, '/problem_id'],
      ],
    },
    objections: {
      make: () => ({
        ...on_deal(),
        quote: '这套东西不好用',
        class: 'capability_can',
        cause: 'bad_use',
        severity: 2,
        blocking: true,
      }),
      required: ['quote'],
      change: { response: '请仓库自己试一周' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ state: 'resolved' }, '/state'],
        [{ class: 'mood' }, '/class'],
        [{ cause: 'weather' }, '/cause'],
        [{ severity: 4 }, '/severity'],
        [{ raised_at: tomorrow() }, '/raised_at'],
        [{ loops: 2 }, '/loops'],
      ],
    },
    criteria: {
      make: () => ({ ...on_deal(), name: 'Accuracy 准确率', weight: 35.5, must_have: true, our_score: 4, shaped_by_us: true }),
      required: ['opportunity_id', 'name'],
      change: { target: '99.5 %' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ weight: -1 }, '/weight'],
        [{ our_score: 0 }, '/our_score'],
        [{ our_score: 5.5 }, '/our_score'],
      ],
    },
    criterion_scores: {
      make: () => ({ criterion_id: next.mine.criterion(), competitor_id: book.mine.rival.id, score: 3.5 }),
      other: () => ({ criterion_id: next.theirs.criterion(), competitor_id: book.theirs.rival.id }),
      required: ['criterion_id', 'competitor_id', 'score'],
      change: { score: 4 },
      hangs_on: 'criterion_id',
      wrong: [
        [{ score: 0 }, '/score'],
        [{ score: 6 }, '/score'],
        [{ competitor_id: randomUUID() }, '/competitor_id'],
      ],
    },
    value_items: {
      make: () => ({ ...on_deal(), kind: 'benefit', name: 'Overtime saved', amount_minor: 30_000_000, currency: 'CNY' }),
      required: ['opportunity_id', 'kind', 'name', 'amount_minor'],
      change: { basis: '40 h × 12 × 62.5' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ kind: 'hope' }, '/kind'],
        [{ amount_minor: -1 }, '/amount_minor'],
        [{ kind: 'risk' }, '/probability'],
        [{ kind: 'risk', probability: 1.5 }, '/probability'],
        [{ confidence: 'said' }, '/contact_id'],
        [{ confidence: 'documented' }, '/document'],
        [{ currency: 'yuan' }, '/currency'],
      ],
    },
    value_cases: {
      make: () => ({ opportunity_id: next.mine.deal(), years: 5, rate: 0.08, currency: 'CNY' }),
      other: () => ({ opportunity_id: next.theirs.deal() }),
      required: ['opportunity_id'],
      change: { years: 4 },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ years: 0 }, '/years'],
        [{ years: 16 }, '/years'],
        [{ rate: -0.1 }, '/rate'],
        [{ rate: '8%' }, '/rate'],
      ],
    },
    buyer_profiles: {
      make: () => ({ opportunity_id: next.mine.other_deal(), answers: [2, 1, 2, 2, 4, 5, 4, 3, 3, 2, 3, null], joint_goals: 1 }),
      other: () => ({ opportunity_id: next.theirs.other_deal() }),
      required: ['opportunity_id'],
      change: { worked_as: 'extrinsic' },
      hangs_on: 'opportunity_id',
      wrong: [
        [{ answers: [1, 2, 3] }, '/answers'],
        [{ answers: [0, 1, 2, 2, 4, 5, 4, 3, 3, 2, 3, 2] }, '/answers'],
        [{ answers: [1.5, 1, 2, 2, 4, 5, 4, 3, 3, 2, 3, 2] }, '/answers'],
        [{ worked_as: 'friend' }, '/worked_as'],
        [{ joint_goals: -1 }, '/joint_goals'],
      ],
    },
  },
  () => book,
);
