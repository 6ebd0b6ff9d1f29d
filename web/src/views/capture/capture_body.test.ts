import { describe, expect, it } from 'vitest';
import { allKeys, captureBody, momentOf, subjectOf, type Captured, type Suggestion } from './capture_body';

const suggestion: Suggestion = {
  contacts: [{ id: 'h', name: '韩致远' }],
  evidence: [{ code: 'EV1', quote: '质量占一半', reason: '权重' }],
  next_step: { text: '约参观', due_on: '2026-04-03' },
  amounts: [],
  commitment: { action: 'set_criteria', text: '给评分表', due_at: '2026-04-03T15:59:59Z' },
};
const captured: Captured = {
  accountId: 'a',
  opportunityId: 'o',
  text: ' 韩致远说质量占一半。约 4月3日参观 ',
  how: 'visit',
  at: '2026-03-18T06:00:00Z',
  channel: '拜访',
  suggestion,
  taken: new Set(),
  claim: null,
  userId: 'me',
};

describe('captureBody', () => {
  it('saves only what was tapped', () => {
    const body = captureBody(captured);
    expect(body.evidence).toBeNull();
    expect(body.next_step).toBeNull();
    expect(body.call).toMatchObject({ subject: '韩致远说质量占一半', contact_ids: [], commitments: [] });
  });
  it('gives the words to the one person who was there', () => {
    const body = captureBody({ ...captured, taken: new Set(allKeys(suggestion)) });
    expect(body.evidence).toEqual([{ code: 'EV1', quote: '质量占一半', source_class: 'quote', contact_id: 'h', observed_at: captured.at }]);
    expect(body.call).toMatchObject({ contact_ids: ['h'], commitments: [{ who: 'customer', action: 'set_criteria', contact_id: 'h' }] });
    expect(body.next_step).toEqual({ text: '约参观', due_on: '2026-04-03', owner_id: 'me' });
  });
  it('makes a plain note without a call', () => {
    expect(captureBody({ ...captured, how: 'note' }).call).toBeNull();
  });
  it('claims a stage only for an opportunity', () => {
    expect(captureBody({ ...captured, claim: 'choice' }).claim).toEqual({ stage: 'choice' });
    expect(captureBody({ ...captured, claim: 'choice', opportunityId: null }).claim).toBeNull();
  });
});

describe('subjectOf', () => {
  it('takes the first sentence and keeps it short', () => {
    expect(subjectOf('见了韩总。谈得不错')).toBe('见了韩总');
    expect([...subjectOf('字'.repeat(80))]).toHaveLength(40);
    expect(subjectOf('Saw 3.5 m racks. Good')).toBe('Saw 3.5 m racks');
  });
});

describe('momentOf', () => {
  it('never lies in the future', () => {
    const now = new Date(2026, 2, 18, 0, 5);
    for (const when of ['now', 'earlier', 'yesterday'] as const) expect(momentOf(when, now).getTime()).toBeLessThanOrEqual(now.getTime());
  });
});
