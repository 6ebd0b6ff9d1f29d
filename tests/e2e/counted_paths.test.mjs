// What the product promises a person in a hurry, as counts: tomorrow's call planned in five presses, its debrief on a phone in three
// minutes, and the three things to know of a deal seen without scrolling, even under everything that may stand above them.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, open_page, picture, settled } from '../support/browser.mjs';
import { open_book } from '../support/book.mjs';
import { pattern_in, texts_in } from '../support/texts.mjs';

const runs = [
  { language: 'en', said: 'They will send the count sheets by Friday', heard: 'We must end the overtime this year' },
  { language: 'zh-CN', said: '他们周五前把盘点表发来', heard: '我们必须在今年结束加班' },
];
// A press and a key on a phone, generously: the keystroke-level model has 1.1 s and 0.28 s.
const seconds_a_press = 3;
const seconds_a_key = 0.6;

// A book each: Today shows three matters, and they are to be those of this test.
let book;
let browser;
before(async () => {
  browser = await launch();
});
beforeEach(async () => {
  book = await open_book({ people: false });
});
afterEach(() => book?.close());
after(() => browser?.close());

const make = async (collection, body) => (await book.admin.post(collection, body)).expect(201).json;
const in_days = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

async function new_deal(name) {
  const account = await make('accounts', { name: `Anhe ${name}`, owner_id: book.admin.user.id });
  const person = await make('contacts', { account_id: account.id, name: 'Chen Ming', level: 'senior', attitude: 1, style: 'analyzing' });
  const deal = await make('opportunities', {
    account_id: account.id,
    name: `Stock ${name}`,
    amount_minor: 120_000_000,
    currency: 'CNY',
    opened_at: in_days(-60),
  });
  const need = await make('needs', { opportunity_id: deal.id, text: 'Overtime', severity: 4, urgency: 4, reach: 3 });
  return { account, person, deal, need, on_deal: { opportunity_id: deal.id } };
}

function counted(page) {
  const counts = { presses: 0, keys: 0 };
  return {
    counts,
    press: async (target) => {
      counts.presses += 1;
      await target.click();
    },
    type: async (target, words) => {
      counts.presses += 1;
      counts.keys += words.length;
      await target.click();
      await page.keyboard.insertText(words);
    },
  };
}

for (const { language, said, heard } of runs) {
  const text = texts_in(language);
  const pattern = pattern_in(language);

  test(`${language}: from Today to a plan for tomorrow’s call in five presses, on a phone`, async () => {
    const { on_deal, deal, person, need } = await new_deal(`plan ${language}`);
    const call = await make('calls', { ...on_deal, subject: `Visit ${language}`, held_at: in_days(1), contact_ids: [person.id] });
    const page = await open_page(browser, book.origin, { client: book.admin, language, width: 390, height: 844 });
    const path = counted(page);
    await page.goto('/today');
    await settled(page);
    await path.press(page.locator('.action-card', { hasText: deal.name }).locator('.action-link').first());
    await page.waitForURL(new RegExp(deal.id));
    await settled(page);
    await path.press(page.getByRole('link', { name: pattern('calls.prepare') }).first());
    await page.waitForURL(new RegExp(call.id));
    await settled(page);
    await path.press(page.locator('.plan-goals button').first());
    await page.locator('.plan-objective .metric').waitFor();
    const all = page.getByRole('button', { name: pattern('callplan.take_all') });
    await path.press((await all.count()) > 0 ? all : page.getByRole('button', { name: pattern('callplan.take_one') }).first());
    await page.locator('.spin-card').first().waitFor();
    assert.ok(path.counts.presses <= 5, `${path.counts.presses} presses`);
    assert.equal(path.counts.keys, 0, 'nothing typed');
    const plan = (await book.admin.get(`calls/${call.id}/plan`)).expect(200).json;
    assert.ok(plan.call.objective);
    assert.equal(plan.questions[0].need_id, need.id);
    // Whom one meets: style, stance, and how to deal with them, in the words of the method.
    await page.getByText(text('style.analyzing'), { exact: true }).first().waitFor();
    await page.getByText(text('style_advice.analyzing.listen'), { exact: true }).waitFor();
    await page.getByText(text('style_advice.analyzing.proof'), { exact: true }).waitFor();
    await page.getByText(text('level_message.senior'), { exact: true }).waitFor();
    await picture(page, `counted-${language}-plan`);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });

  test(`${language}: a debrief from nothing within three minutes on a phone`, async () => {
    const { on_deal, person, deal } = await new_deal(`debrief ${language}`);
    const call = await make('calls', {
      ...on_deal,
      subject: `Held ${language}`,
      held_at: in_days(-0.1),
      status: 'planned',
      objective: said,
      contact_ids: [person.id],
    });
    const page = await open_page(browser, book.origin, { client: book.admin, language, width: 390, height: 844 });
    const path = counted(page);
    await page.goto(`/calls/${call.id}`);
    await settled(page);
    await path.press(page.getByRole('radio', { name: text('calls.part_debrief'), exact: true }));
    await page.waitForURL(/debrief/);
    await settled(page);
    await path.press(page.getByRole('radio', { name: text('objective_state.agreed'), exact: true }).first());
    await path.type(page.getByRole('textbox', { name: text('calls.what_was_said') }), heard);
    await settled(page);
    await path.press(page.getByRole('button', { name: text('calls.add_commitment'), exact: true }));
    assert.equal(await page.locator('.debrief-promise').getByText(pattern('calls.not_an_advance')).count(), 0, 'named and dated already');
    await picture(page, `counted-${language}-debrief`);
    await path.press(page.getByRole('button', { name: text('debrief.save'), exact: true }));
    await page.waitForURL(/result/);
    const { presses, keys } = path.counts;
    assert.ok(presses <= 6, `${presses} presses`);
    const seconds = presses * seconds_a_press + keys * seconds_a_key;
    assert.ok(seconds <= 180, `${presses} presses and ${keys} keys: ${seconds} s`);
    const held = (await book.admin.get(`calls/${call.id}`)).expect(200).json;
    assert.equal(held.outcome, 'advance');
    assert.ok(held.summary.includes(heard));
    const promises = (await book.admin.get(`commitments?call_id=${call.id}`)).expect(200).json.items;
    assert.deepEqual([promises.length, promises[0].contact_id], [1, person.id]);
    assert.ok(deal);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });

  test(`${language}: next question, weakest criterion and unproven value stand within 1440×900 under every banner`, async () => {
    const { on_deal, deal, person } = await new_deal(`look ${language}`);
    for (const days of [-20, -10])
      await make('calls', {
        ...on_deal,
        subject: `Talk ${days}`,
        held_at: in_days(days),
        status: 'held',
        objective: said,
        contact_ids: [person.id],
      });
    const rival = await make('competitors', { ...on_deal, name: 'Boyu', kind: 'rival' });
    const criterion = await make('criteria', { ...on_deal, name: 'Trace within two minutes', weight: 100, our_score: 2 });
    await make('criterion_scores', { criterion_id: criterion.id, competitor_id: rival.id, score: 4 });
    await make('value_items', { ...on_deal, kind: 'benefit', name: 'Overtime', amount_minor: 30_000_000, currency: 'CNY', yearly: true });
    await make('game_rules', { account_id: deal.account_id, text: 'Three offers', mandatory: true });
    const page = await open_page(browser, book.origin, { client: book.admin, language, width: 1440, height: 900 });
    await page.goto(`/opportunities/${deal.id}`);
    await settled(page);
    await page.locator('.reframe-banner').waitFor(); // two continuations in a row
    const tiles = page.locator('.focus-tile');
    assert.equal(await tiles.count(), 3);
    for (const [index, words] of [null, criterion.name, 'Overtime'].entries()) {
      const tile = tiles.nth(index);
      const box = await tile.boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 900, `tile ${index} within the window: ${JSON.stringify(box)}`);
      assert.ok(box.x >= 0 && box.x + box.width <= 1440);
      if (words) await tile.getByText(words).waitFor();
      else assert.ok((await tile.locator('.focus-words').innerText()).length > 3, 'a question to ask');
    }
    assert.equal(await page.evaluate(() => globalThis.scrollY), 0);
    await picture(page, `counted-${language}-look`);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });
}
