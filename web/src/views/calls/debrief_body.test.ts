import { describe, expect, it } from 'vitest';
import type { Question } from '~/api/selling';
import { debriefBody, moveOffered, peopleThere, type DebriefInput, type DebriefValues } from './debrief_body';
import { emptyLog, noTick, withAnswer, type LiveLog } from './live_log';

const values = (changes: Partial<DebriefValues> = {}): DebriefValues => ({
  primary: 'open',
  fallback: null,
  closed: false,
  summary: '',
  people: ['p1'],
  uses: {},
  moves: [],
  taken: [],
  promises: [],
  step: { text: '', due: null },
  kept: [],
  talk: null,
  summaries: 0,
  reflections: [null, null, null, null, null],
  ...changes,
});
const question = (changes: Partial<Question>): Question => ({ id: 'q', need_id: 'n', type: 'implication', contact_id: null, ...changes }) as Question;
const input = (changes: Partial<DebriefInput>): DebriefInput => ({
  callId: 'k',
  heldAt: '2026-03-20T06:00:00Z',
  accountId: 'a',
  opportunityId: 'o',
  userId: 'u',
  values: values(),
  log: emptyLog,
  questions: [],
  stateOf: () => 'implied',
  suggestion: null,
  ...changes,
});
const log = (changes: Partial<LiveLog>): LiveLog => ({ ...emptyLog, ...changes });
const answered = { ...noTick, asked: true, answered: true, answer: '300 k a year' };

describe('what an answer does to its need', () => {
  it('follows the order of the states', () => {
    expect(moveOffered('problem', 'latent', answered)).toEqual({ to: 'implied', kind: 'difficulty' });
    expect(moveOffered('implication', 'implied', { ...answered, accepted: true })).toEqual({ to: 'developed', kind: null });
    expect(moveOffered('need_payoff', 'developed', answered)).toEqual({ to: 'explicit', kind: 'want' });
    expect(moveOffered('need_payoff', 'explicit', answered)).toEqual({ to: 'confirmed', kind: 'payoff' });
  });
  it('is nothing when the consequence was not accepted, or nothing was said', () => {
    expect(moveOffered('implication', 'implied', answered)).toBeNull();
    expect(moveOffered('problem', 'latent', { ...noTick, asked: true })).toBeNull();
    expect(moveOffered('problem', 'explicit', answered)).toBeNull();
  });
});

describe('the request of a debrief', () => {
  it('holds only what was accepted', () => {
    const body = debriefBody(input({ log: log({ ticks: { q: { ...answered, accepted: true } } }), questions: [question({}), question({ id: 'not asked' })] }));
    expect(body.questions).toEqual([{ id: 'q', asked: true, answered: true, accepted: true, answer: '300 k a year' }]);
    expect(body.needs).toEqual([]);
  });
  it('moves a need with the words that move it', () => {
    const body = debriefBody(input({ values: values({ moves: ['q'] }), log: log({ ticks: { q: answered } }), questions: [question({ type: 'need_payoff' })], stateOf: () => 'developed' }));
    expect(body.needs).toEqual([
      {
        id: 'n',
        move: {
          to: 'explicit',
          question_id: 'q',
          quote: { text: '300 k a year', contact_id: 'p1', call_id: 'k', said_at: '2026-03-20T06:00:00Z', kind: 'want', question_id: 'q' },
          visible: true,
          conscious: true,
          surface: true,
          clear: true,
        },
      },
    ]);
  });
  it('turns quotes into needs and objections, and loses none', () => {
    const quotes = [
      { id: '1', text: 'too slow', contactId: 'p2', at: '' },
      { id: '2', text: '18 % more', contactId: null, at: '' },
      { id: '3', text: 'we will see', contactId: null, at: '' },
    ];
    const body = debriefBody(input({ values: values({ uses: { 1: 'implied', 2: 'objection' }, summary: 'good call', people: ['p1', 'p2'] }), log: log({ quotes }) }));
    expect(body.needs).toMatchObject([{ opportunity_id: 'o', to: 'implied', quote: { text: 'too slow', contact_id: 'p2' } }]);
    expect(body.objections).toMatchObject([{ quote: '18 % more', contact_id: null }]);
    expect(body.summary).toBe('good call\nwe will see');
  });
  it('takes promises with the end of their day', () => {
    const body = debriefBody(input({ values: values({ promises: [{ who: 'customer', person: 'p1', action: 'set_criteria', form: 'verbal', text: ' ', due: '2026-04-03' }] }) }));
    expect(body.commitments).toMatchObject([{ who: 'customer', contact_id: 'p1', owner_id: null, action: 'set_criteria', text: null }]);
    expect(Date.parse((body.commitments as { due_at: string }[])[0]?.due_at ?? '')).toBeGreaterThan(Date.parse('2026-04-02T00:00:00Z'));
  });
  it('belongs to the account when there is no deal', () => {
    const body = debriefBody(input({ opportunityId: null, values: values({ step: { text: 'send figures', due: '2026-03-21' } }) }));
    expect(body.next_steps).toEqual([{ account_id: 'a', text: 'send figures', due_on: '2026-03-21', owner_id: 'u' }]);
  });
});

describe('typing an answer', () => {
  it('makes the question asked and answered', () => {
    expect(withAnswer(noTick, 'yes')).toMatchObject({ asked: true, answered: true });
  });
  it('clearing it takes the answer back, not the asking', () => {
    expect(withAnswer({ ...noTick, asked: true, answered: true, answer: 'yes' }, '')).toMatchObject({ asked: true, answered: false });
  });
});

describe('who was there', () => {
  it('counts those who were to come and whoever said something, once each', () => {
    const quote = (id: string, contactId: string | null) => ({ id, contactId, text: 'words' }) as LiveLog['quotes'][number];
    expect(peopleThere(['a', 'b'], { ...emptyLog, quotes: [quote('1', 'b'), quote('2', 'c'), quote('3', null)] })).toEqual(['a', 'b', 'c']);
  });
});
