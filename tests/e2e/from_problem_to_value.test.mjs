// From what a customer says to what we answer, as a seller works: a need in their words, a jump the rule refuses, the
// criteria, the value, tomorrow's call in five presses, the call without a line, and its debrief on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibility_faults, clipped_text, launch, open_page, picture, settled, untranslated } from '../support/browser.mjs';
import { open_book, password } from '../support/book.mjs';
import { Client } from '../support/client.mjs';
import { steps_of } from '../support/steps.mjs';
import { pattern_in, texts_in } from '../support/texts.mjs';

const runs = [
  {
    language: 'en',
    theme: 'light',
    difficulty: 'Recounts are too slow, they eat two evenings a week',
    short: 'Recounts',
    want: 'We must end this before year-end',
    criterion: 'Trace within two minutes',
    objection: 'Eighteen percent more than the other offer',
    answer: 'Three hundred thousand a year',
  },
  {
    language: 'zh-CN',
    theme: 'dark',
    difficulty: '重盘太慢，每周占用两个晚上',
    short: '重盘',
    want: '我们必须在年底前解决',
    criterion: '两分钟内追溯',
    objection: '比别家贵百分之十八',
    answer: '一年三十万',
  },
];

let book;
let browser;
before(async () => {
  book = await open_book({ people: false });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await book?.close();
});

async function new_deal(language) {
  const account = (await book.admin.post('accounts', { name: `Anhe ${language}`, owner_id: book.admin.user.id })).expect(201).json;
  const person = (await book.admin.post('contacts', { account_id: account.id, name: 'Chen Ming', attitude: 1 })).expect(201).json;
  const deal = (
    await book.admin.post('opportunities', { account_id: account.id, name: `Stock ${language}`, amount_minor: 120000000, currency: 'CNY' })
  ).expect(201).json;
  const rival = (await book.admin.post('competitors', { opportunity_id: deal.id, kind: 'rival', name: 'Boyu' })).expect(201).json;
  return { account, person, deal, rival };
}

for (const { language, theme, difficulty, short, want, criterion, objection, answer } of runs) {
  test(`${language}: from problem to value`, async (t) => {
    const text = texts_in(language);
    const pattern = pattern_in(language);
    const { account, person, deal } = await new_deal(language);
    const page = await open_page(browser, book.origin, { client: book.admin, language, theme });
    const dialog = page.getByRole('dialog');
    const button = (key, values, scope = page) => scope.getByRole('button', { name: text(key, values), exact: true });
    const base = `/opportunities/${deal.id}`;
    const ledger = async () => (await book.admin.get(`opportunities/${deal.id}/needs`)).expect(200).json;
    const step = steps_of(t, page, `problem_to_value-${language}`);
    const choose = async (label, option) => {
      await dialog.getByRole('button', { name: new RegExp(label) }).click();
      await page.getByRole('option', { name: option }).click();
    };

    await step('a need is logged in the words of a person; the helper only proposes', async () => {
      await page.goto(`${base}/needs`);
      await settled(page);
      await button('needs.heard').first().click();
      await dialog.getByLabel(text('needs.customer_words'), { exact: true }).fill(difficulty);
      await dialog.getByText(text('needs.sounds_implied')).waitFor();
      await dialog.getByLabel(text('needs.short'), { exact: true }).fill(short);
      await choose(text('needs.who_said'), person.name);
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'hidden' });
      const { items } = await ledger();
      assert.equal(items.length, 1);
      assert.equal(items[0].state, 'implied');
      assert.equal(items[0].quotes[0].contact_id, person.id);
    });

    await step('a jump the rule refuses says why, and keeps what was typed', async () => {
      await page.getByRole('button', { name: short, exact: true }).first().click();
      await dialog.getByRole('button', { name: text('need_state.explicit'), exact: true }).first().click();
      const form = page.getByRole('dialog', { name: text('needs.move_title', { state: text('need_state.explicit') }) });
      await form.getByLabel(text('needs.words_want'), { exact: true }).fill(want);
      await choose(text('needs.who_said'), person.name);
      await form.locator('button[type=submit]').click();
      await form.getByRole('alert').waitFor();
      assert.equal(await form.getByLabel(text('needs.words_want'), { exact: true }).inputValue(), want);
      assert.equal((await ledger()).items[0].state, 'implied', 'nothing was written');
      await page.keyboard.press('Escape');
      await form.waitFor({ state: 'hidden' });
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    });

    await step('criteria: weights that do not sum are kept, and made 100 on request', async () => {
      await page.goto(`${base}/criteria`);
      await settled(page);
      for (const [name, weight] of [
        [criterion, '30'],
        [`${criterion} 2`, '20'],
      ]) {
        // The key is asked for where nothing else is open: the form before has to be gone.
        await page.locator('.dialog, .sheet').waitFor({ state: 'detached' });
        await button('criteria.add').first().waitFor();
        await page.keyboard.press('r');
        await dialog.getByLabel(text('criteria.customers_criterion'), { exact: true }).fill(name);
        await dialog.getByLabel(text('criteria.weight'), { exact: true }).fill(weight);
        await dialog.locator('button[type=submit]').click();
        await dialog.waitFor({ state: 'hidden' });
      }
      const ours = page.getByRole('slider').first();
      await ours.focus();
      await page.keyboard.press('2');
      const theirs = page.getByRole('slider', { name: new RegExp(`^Boyu.*${criterion}$`) });
      await theirs.focus();
      await page.keyboard.press('4');
      await page.getByText(pattern('criteria.weights_sum')).waitFor();
      await button('criteria.normalise').click();
      await page.getByText(pattern('criteria.weights_sum')).waitFor({ state: 'hidden' });
      const grid = (await book.admin.get(`opportunities/${deal.id}/criteria`)).expect(200).json;
      assert.equal(grid.weights_normal, true);
      assert.equal(grid.items[0].our_score, 2);
      assert.equal(Object.values(grid.items[0].scores)[0], 4);
      await page.getByText(text('criteria.weakest'), { exact: true }).waitFor();
    });

    await step('an objection: from raised to resolved only with the customer’s own yes', async () => {
      await page.goto(`${base}/objections`);
      await settled(page);
      await button('objections.add').first().click();
      await dialog.getByLabel(text('needs.customer_words'), { exact: true }).fill(objection);
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'hidden' });
      await button('objections.to_clarified').click();
      await dialog.locator('button[type=submit]').click();
      await dialog.getByRole('alert').first().waitFor();
      await dialog.getByLabel(text('objections.restated'), { exact: true }).fill(objection);
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'hidden' });
      await button('objections.to_classified').waitFor();
    });

    let call;
    await step('tomorrow’s call is planned from the known need in five presses', async () => {
      await page.goto(base);
      await settled(page);
      let presses = 0;
      const press = async (target) => {
        presses += 1;
        await target.click();
      };
      await press(page.getByRole('link', { name: text('calls.new') }).first());
      await page.getByLabel(text('field_name.subject'), { exact: true }).waitFor();
      await settled(page);
      await press(button('common.save'));
      await page.waitForURL(/\/calls\/[0-9a-f-]{36}/);
      call = /calls\/([0-9a-f-]{36})/.exec(page.url())[1];
      await settled(page);
      await press(page.locator('.plan-goals button').first());
      await page.locator('.plan-objective .metric').waitFor();
      const suggested = page.getByRole('button', { name: pattern('callplan.take_one') }).first();
      await press(suggested);
      if (await dialog.isVisible()) await press(dialog.locator('button[type=submit]'));
      await page.locator('.spin-card').first().waitFor();
      assert.ok(presses <= 5, `${presses} presses`);
      const plan = (await book.admin.get(`calls/${call}/plan`)).expect(200).json;
      assert.ok(plan.call.objective, 'it has an objective');
      assert.ok(plan.questions.length > 0, 'and a question');
      assert.equal(plan.questions[0].need_id, (await ledger()).items[0].id, 'about the need');
      await picture(page, `problem_to_value-${language}-plan`);
    });

    await step('the call itself needs no line: words and ticks stay', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole('link', { name: text('calls.begin') }).click();
      await page.waitForURL(/live/);
      await settled(page);
      await page.context().setOffline(true);
      await page.getByRole('textbox', { name: text('live.words') }).fill(want);
      await page.getByRole('button', { name: person.name, exact: true }).first().click();
      await button('live.note').click();
      await page.locator('.live-item .live-question').first().click();
      await page.getByLabel(text('live.answer'), { exact: true }).first().fill(answer);
      await page.getByText(want).waitFor();
      await page.context().setOffline(false);
      await page.reload();
      await settled(page);
      await page.getByText(want).waitFor();
      assert.equal(await page.getByLabel(text('live.answer'), { exact: true }).first().inputValue(), answer, 'nothing was lost');
      await picture(page, `problem_to_value-${language}-live`);
    });

    await step('the debrief on a phone turns words into needs; without a line it waits and is sent once', async () => {
      await page.getByRole('link', { name: text('live.finish') }).click();
      await page.waitForURL(/debrief/);
      await settled(page);
      assert.deepEqual(await untranslated(page), []);
      assert.deepEqual(await clipped_text(page), []);
      assert.deepEqual(await accessibility_faults(page), []);
      // Three minutes on a phone: what was ticked and typed during the call is here, so nothing is typed twice.
      let taps = 0;
      const tap = async (target) => {
        taps += 1;
        await target.click();
      };
      await tap(page.getByRole('button', { name: text('debrief.as_explicit') }).first());
      await tap(page.getByRole('radio', { name: text('objective_state.agreed'), exact: true }).first());
      await tap(button('calls.add_commitment'));
      const promise = page.locator('.debrief-promise');
      const { objective } = (await book.admin.get(`calls/${call}`)).expect(200).json;
      const promised = await promise.getByLabel(text('field_name.text'), { exact: true }).inputValue();
      assert.equal(promised, objective, 'what was agreed is the promise');
      assert.equal(await promise.getByText(pattern('calls.not_an_advance')).count(), 0, 'who spoke is who promised');
      await picture(page, `problem_to_value-${language}-debrief`);
      await page.context().setOffline(true);
      await tap(button('debrief.save'));
      assert.ok(taps <= 4, `${taps} taps`);
      await page.getByText(text('debrief.queued'), { exact: true }).waitFor();
      const needs_before = (await ledger()).items.length;
      await page.context().setOffline(false);
      await page.waitForFunction(() => (localStorage.getItem('wheelhouse.captures') ?? '[]') === '[]', null, { timeout: 40_000 });
      const needs = (await ledger()).items;
      assert.equal(needs.length, needs_before + 1, 'once');
      const heard = needs.find((one) => one.quotes.some((quote) => quote.text === want));
      assert.equal(heard.state, 'explicit');
      const held = (await book.admin.get(`calls/${call}`)).expect(200).json;
      assert.equal(held.status, 'held');
      assert.equal(held.outcome, 'advance', 'the outcome is computed');
      page.troubles.splice(0); // requests that the missing line broke
    });

    await step('the first screen says what to ask, where we are weak, and the chain of the need', async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      const asked = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(base);
      await settled(page);
      // What the position stands on, and past thoughts, belong to the part below.
      const below = /\/(position|reframe)$/;
      const of_the_deal = asked.filter((path) => path.startsWith(`/api/v1/opportunities/${deal.id}`) && !below.test(path));
      assert.deepEqual(of_the_deal, [`/api/v1/opportunities/${deal.id}/cockpit`], 'one request');
      for (const key of ['cockpit.next_question', 'cockpit.weakest', 'cockpit.unproven']) {
        const box = await page.getByRole('heading', { name: text(key), exact: true }).boundingBox();
        assert.ok(box && box.y + box.height < 900, `${key} is seen without scrolling`);
      }
      await page.locator('.chain-row').nth(1).waitFor();
      // When the answer fails the record stays in reach, and one press brings the rest.
      const fails = { status: 500, contentType: 'application/problem+json', body: '{"status":500}' };
      await page.route('**/cockpit', (route) => route.fulfill(fails));
      await page.reload();
      await page.getByRole('alert').first().waitFor();
      await page.locator('.position-card').waitFor();
      await page.unroute('**/cockpit');
      await button('common.retry').first().click();
      await page.locator('.focus-tiles').waitFor();
      await settled(page);
      page.troubles.splice(0); // the answer that was made to fail
      await page.locator('.criteria-table th', { hasText: criterion }).first().waitFor();
      await picture(page, `problem_to_value-${language}-cockpit`);
    });
    await page.close_all();
    assert.ok(account);
  });
}

test('the page of a call opens again where there is no signal, and nothing is kept for the next person', async () => {
  const text = texts_in('en');
  const account = (await book.admin.post('accounts', { name: 'Far away' })).expect(201).json;
  const person = (await book.admin.post('contacts', { account_id: account.id, name: 'Lin Far' })).expect(201).json;
  const held_at = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, '');
  const visit = { subject: 'In the cellar', objective: 'They arrange a test', contact_ids: [person.id], held_at };
  const call = (await book.admin.post('calls', { account_id: account.id, ...visit })).expect(201).json;
  const client = new Client(book.origin);
  (await client.post('session', { email: 'ada@example.com', password })).expect(200);
  const phone = { client, width: 390, height: 844, service_workers: 'allow' };
  const page = await open_page(browser, book.origin, phone);
  await page.goto(`/calls/${call.id}/live`);
  await page.getByText(visit.objective).waitFor();
  const kept = () =>
    page.evaluate(async () => (await (await caches.open('wheelhouse-live')).keys()).map((one) => new URL(one.url).pathname));
  for (let tries = 0; tries < 100 && !(await kept()).includes(`/api/v1/calls/${call.id}/plan`); tries += 1) await page.waitForTimeout(100);
  assert.ok((await kept()).includes('/api/v1/session'), (await kept()).join(' '));
  assert.ok(!(await kept()).some((path) => path === '/api/v1/today'), (await kept()).join(' '));

  await page.context().setOffline(true);
  await page.reload();
  await page.getByText(visit.objective).waitFor();
  await page.getByRole('textbox', { name: text('live.words') }).fill('We have no signal here either');
  await page.getByRole('button', { name: text('live.note'), exact: true }).click();
  await page.getByText('We have no signal here either').waitFor();
  await page.reload();
  await page.getByText('We have no signal here either').waitFor();
  await page.getByRole('link', { name: text('live.finish') }).click();
  await page.waitForURL(/debrief/);
  await page.getByText('We have no signal here either').first().waitFor();
  page.troubles.splice(0); // what is not of this page could not be read
  await page.context().setOffline(false);

  (await client.delete('session')).expect(204);
  await page.goto('/today');
  await page.waitForURL(/sign_in/);
  await page.waitForFunction(async () => !(await caches.has('wheelhouse-live')));
  await page.close_all();
});
