// The ground of a deal as a seller works on it: a dimension of the gap, a rule of the game, a new thought that must be new, and after the
// order a reminder in the customer's own words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibility_faults, clipped_text, launch, open_page, picture, settled, untranslated } from '../support/browser.mjs';
import { open_book } from '../support/book.mjs';
import { steps_of } from '../support/steps.mjs';
import { texts_in } from '../support/texts.mjs';

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

const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');

for (const { language, theme } of [
  { language: 'en', theme: 'light' },
  { language: 'zh-CN', theme: 'dark' },
]) {
  test(`${language}: the ground of a deal`, async (t) => {
    const text = texts_in(language);
    const make = async (collection, body) => (await book.admin.post(collection, body)).expect(201).json;
    const account = await make('accounts', { name: `Ground ${language}`, owner_id: book.admin.user.id });
    const person = await make('contacts', { account_id: account.id, name: 'Chen Ming', attitude: 1 });
    const deal = await make('opportunities', {
      account_id: account.id,
      name: `Ground deal ${language}`,
      opened_at: ago(90),
      owner_id: book.admin.user.id,
    });
    for (const days of [6, 3])
      await make('calls', {
        opportunity_id: deal.id,
        subject: 'Visit',
        held_at: ago(days),
        status: 'held',
        contact_ids: [person.id],
      });
    const page = await open_page(browser, book.origin, { client: book.admin, language, theme });
    const dialog = page.getByRole('dialog');
    const button = (key, values, scope = page) => scope.getByRole('button', { name: text(key, values), exact: true });
    const fill = (key, words, values) => dialog.getByLabel(text(key, values), { exact: true }).fill(words);
    const save = async () => {
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'hidden' });
    };
    const sound = async (name) => {
      await settled(page);
      await picture(page, `ground-${name}-${language}`);
      assert.deepEqual(await untranslated(page), []);
      assert.deepEqual(await clipped_text(page), []);
      assert.deepEqual(await accessibility_faults(page), []);
    };
    const step = steps_of(t, page, `ground-${language}`);

    await step('a dimension of the gap, in levels and in their measure', async () => {
      await page.goto(`/accounts/${account.id}/ground`);
      await settled(page);
      await button('ground.add_dimension').click();
      await fill('forms.name', 'Downtime');
      await fill('ground.level_of', '3', { name: text('ground.now') });
      await fill('ground.level_of', '9', { name: text('ground.ideal') });
      await fill('ground.measure_of', '14 h', { name: text('ground.now') });
      await save();
      const gap = (await book.admin.get(`accounts/${account.id}/gap`)).expect(200).json;
      assert.deepEqual([gap.gap, gap.dimensions[0].value_now, gap.dimensions[0].level_ideal], [6, '14 h', 9]);
      await sound('gap');
    });

    await step('a mandatory rule that nobody knows is said to be missing', async () => {
      await button('ground.add_rule').click();
      await fill('object.game_rule', 'Public tender above 500,000');
      await save();
      await page.getByText(text(language === 'en' ? 'ground.unknown_rules_one' : 'ground.unknown_rules', { count: 1 })).first().waitFor();
      await sound('rule');
    });

    await step('two calls without an advance ask for a new thought, and it must be new', async () => {
      await page.goto(`/opportunities/${deal.id}`);
      await settled(page);
      await page.getByText(text('ground.reframe_wanted')).waitFor();
      // Where they stand comes before anything that is asked for, and the banner's two sentences are two lines.
      const top = async (place) => (await page.locator(place).first().boundingBox()).y;
      const order = [];
      const places = ['.strip', '.position-card', '.reframe-words > b', '.reframe-words > span', '.focus-tiles'];
      for (const place of places) order.push(await top(place));
      assert.deepEqual(order, [...order].sort((a, b) => a - b));
      assert.equal(new Set(order).size, order.length);
      await sound('wanted');
      await button('ground.write_card').first().click();
      await fill('ground.old_assumption', 'They find it dear');
      await fill('ground.why_it_failed', 'Two discounts moved nothing');
      await fill('ground.new_hypothesis', 'they find it DEAR!');
      await dialog.locator('button[type=submit]').click();
      await dialog.getByText(text('field.same_as_the_old')).waitFor();
      page.troubles.splice(0); // the refusal itself
      await fill('ground.new_hypothesis', 'Nobody is asked about the way things are');
      await save();
      await page.getByText(text('ground.reframe_wanted')).waitFor({ state: 'hidden' });
      const { cards } = (await book.admin.get(`opportunities/${deal.id}/reframe`)).expect(200).json;
      assert.deepEqual(
        cards.map((card) => card.cause),
        ['continuations'],
      );
    });

    await step('after the order the reminder is due, done, and gone', async () => {
      await make('evidence', {
        opportunity_id: deal.id,
        code: 'RE1',
        source_class: 'document',
        document: 'PO 7',
        observed_at: ago(4),
      });
      await page.goto(`/opportunities/${deal.id}/aftersales`);
      await settled(page);
      await sound('aftersales');
      await button('ground.mark_reminded', { day: 3 }).click();
      await fill('ground.what_was_said', 'No overtime at month end');
      await save();
      await page.getByText('No overtime at month end').waitFor();
      const view = (await book.admin.get(`opportunities/${deal.id}/aftersales`)).expect(200).json;
      assert.equal(view.reminders[0].state, 'done');
    });
    await page.close_all();
  });
}
