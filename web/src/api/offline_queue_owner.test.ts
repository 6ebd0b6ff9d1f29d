import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropCapture, enqueueCapture, queuedCaptures, sendQueued } from './offline_queue';
import { setOwner } from './owner';

const answer = (status: number, body: unknown) => Promise.resolve(new Response(JSON.stringify(body), { status }));
let posts: unknown[] = [];
let signedIn = 'anna';
let refusal: unknown = null;
let found: unknown[] = [];

beforeEach(() => {
  posts = [];
  refusal = null;
  found = [];
  vi.stubGlobal('window', {});
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', (where: string, options: { method: string; body?: string }) => {
    if (where.endsWith('/session')) return answer(200, { user: { id: signedIn } });
    if (where.includes('/search')) return answer(200, { items: found });
    if (refusal) return answer(422, refusal);
    posts.push(JSON.parse(options.body ?? '{}'));
    return answer(201, {});
  });
});
afterEach(() => {
  for (const user of ['anna', 'bert']) {
    setOwner(user);
    for (const item of queuedCaptures()) dropCapture(item.key);
  }
  vi.unstubAllGlobals();
});

describe('the queue of a shared device', () => {
  it('neither shows nor sends what another person wrote', async () => {
    setOwner('anna');
    enqueueCapture({ text: 'of anna' });
    setOwner('bert');
    signedIn = 'bert';
    expect(queuedCaptures()).toEqual([]);
    expect(await sendQueued()).toBe(0);
    setOwner('anna'); // this tab still shows Anna, the session is Bert's by now
    expect(await sendQueued()).toBe(0);
    expect(posts).toEqual([]);
    signedIn = 'anna';
    expect(await sendQueued()).toBe(1);
    expect(posts).toEqual([{ text: 'of anna' }]);
  });
  it('names the field of a refusal and keeps the form', async () => {
    signedIn = 'anna';
    setOwner('anna');
    refusal = { code: 'invalid', errors: [{ pointer: '/account_id', code: 'required', detail: 'Please fill this in.' }] };
    enqueueCapture({ text: 'x' }, 'k', { form: { text: 'x' } });
    await sendQueued();
    expect(queuedCaptures()[0]).toMatchObject({ refused: 'Please fill this in.', field: 'account_id', form: { text: 'x' } });
  });
  it('finds a typed customer by its exact name, and asks when there is none', async () => {
    signedIn = 'anna';
    setOwner('anna');
    found = [{ id: 'a1', name: 'Acme' }, { id: 'a2', name: 'Acme North' }];
    enqueueCapture({ text: 'x', account_id: null }, 'k1', { accountName: 'Acme' });
    enqueueCapture({ text: 'y', account_id: null }, 'k2', { accountName: 'Acm' });
    expect(await sendQueued()).toBe(1);
    expect(posts).toEqual([{ text: 'x', account_id: 'a1' }]);
    expect(queuedCaptures()[0]).toMatchObject({ key: 'k2', field: 'account_id' });
  });
});
