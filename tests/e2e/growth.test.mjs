// The second column of an account, what each who decides gains, why somebody is against us, how to talk about the price, and the
// self-check: as a seller writes them down and a manager sees them, in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clipped_text, launch, open_page, settled, untranslated } from '../support/browser.mjs';
import { furnish, open_selling_book } from '../support/selling_book.mjs';
import { steps_of } from '../support/steps.mjs';
import { texts_in } from '../support/texts.mjs';

let book;
let browser;
before(async () => {
  book = await open_selling_book();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await book?.close();
});

for (const { language, theme, width } of [
  { language: 'zh-CN', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
])
  test(`goals, gains, causes and the self-check: ${language}, ${width}`, async (t) => {
    const { seller, manager } = book;
    const text = texts_in(language);
    const place = await furnish(seller, `Growing House ${language}`, 'Growing deal');
    (await seller.patch(`accounts/${place.account.id}`, { tier: 'key' }, { 'If-Match': '*' })).expect(200);
    (await seller.patch(`contacts/${place.person.id}`, { attitude: -1 }, { 'If-Match': '*' })).expect(200);
    const page = await open_page(browser, book.origin, { client: seller, language, theme, width, height: 844 });
    const step = steps_of(t, page, `growth-${language}`);
    const looks_well = async () => {
      await settled(page);
      // A sheet slides in; where it stands is told once it does.
      await page.waitForFunction(() =>
        document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity),
      );
      assert.deepEqual(await clipped_text(page), []);
      assert.deepEqual(await untranslated(page), []);
    };
    const field = (label) => page.getByRole('textbox', { name: label, exact: true });
    const save = async (pattern) => {
      const answer = page.waitForResponse((response) => pattern.test(response.url()) && response.request().method() !== 'GET');
      await page.locator('[role="dialog"] button[type="submit"]').click();
      return (await answer).json();
    };

    await step('a key account without a goal is told so, and the goal is written down', async () => {
      await page.goto(`/accounts/${place.account.id}/ground`);
      await settled(page);
      await page.getByText(text('growth.lacks_goal')).waitFor();
      await page.getByRole('button', { name: text('growth.add_goal') }).click();
      await field(text('growth.goal')).fill('Two more sites');
      await page.locator('[role="dialog"] .person-field button').first().click();
      await page.getByRole('option', { name: /Finance director/ }).click();
      await field(text('growth.contribution')).fill('We train the first crew');
      const goal = await save(/development_goals/);
      assert.equal(goal.contact_id, place.decider.id);
      await page.getByText(text('growth.lacks_goal')).waitFor({ state: 'detached' });
      await looks_well();
    });

    await step('who is against us is asked why, with the words first', async () => {
      await page.goto(`/accounts/${place.account.id}/people?contact=${place.person.id}`);
      await settled(page);
      await page.getByText(text('people.opposition_first')).waitFor();
      await looks_well();
      const words = page.locator('.inline-field', { hasText: text('people.opposition_words') });
      await words.getByRole('button').click();
      await words.locator('textarea').fill('Quotes their brochure');
      await words.locator('textarea').press('Control+Enter');
      const cause = page.locator('.inline-field', { hasText: text('people.opposition_cause') });
      await cause.waitFor();
      await cause.getByRole('button').click();
      await page.locator('[role^="menuitem"]', { hasText: text('opposition_cause.rival_taught') }).click();
      await page.getByText(text('opposition_treatment.rival_taught')).waitFor();
      const stored = (await seller.get(`contacts/${place.person.id}`)).expect(200).json;
      assert.deepEqual([stored.opposition_cause, stored.wants_cause], ['rival_taught', false]);
    });

    await step('what the decider gains; words of money wait for a manager', async () => {
      await page.goto(`/opportunities/${place.opportunity.id}/offer`);
      await settled(page);
      await page.getByRole('button', { name: text('gains.edit_named', { name: 'Finance director' }) }).click();
      await field(text('gains.organisation')).fill('The books close on the first');
      await field(text('gains.personal')).fill('A gift voucher');
      await page.locator('.choice-chip', { hasText: text('personal_gain.recognition') }).click();
      await save(/contact_benefits/);
      await page.getByText('voucher').first().waitFor();
      assert.equal(await page.getByRole('button', { name: text('gains.review') }).count(), 0, 'a seller does not review himself');
      await looks_well();
    });

    await step('how to talk about the price stands beside the value', async () => {
      await page.goto(`/opportunities/${place.opportunity.id}/value`);
      await settled(page);
      await page.getByText(text('ladder.say_nothing')).waitFor();
      assert.equal(await page.locator('.ladder-step').count(), 3);
      await looks_well();
    });

    await step('the self-check asks what will be done about what is low', async () => {
      await page.goto('/coaching');
      await settled(page);
      await page.getByRole('button', { name: text('coaching.check_myself') }).click();
      const groups = page.locator('[role="dialog"] [role="radiogroup"]');
      for (let i = 0; i < 8; i += 1) await groups.nth(i).locator('.choice-chip', { hasText: i === 6 ? '1' : '3' }).click();
      await page.locator('[role="dialog"] button[type="submit"]').click();
      await page.locator('[role="dialog"] .field-error').waitFor();
      await field(text('coaching.action')).fill('Read the tender law');
      await save(/self_checks/);
      await page.getByText('Read the tender law').first().waitFor();
      await looks_well();
    });
    await page.close_all();

    const leading = await open_page(browser, book.origin, { client: manager, language, theme, width, height: 844 });
    await leading.goto(`/opportunities/${place.opportunity.id}/offer`);
    await settled(leading);
    await leading.getByRole('button', { name: text('gains.review') }).click();
    await leading.getByRole('button', { name: text('gains.review') }).waitFor({ state: 'detached' });
    await leading.goto(`/coaching/${seller.user.id}`);
    await settled(leading);
    await leading.getByRole('button', { name: text('coaching.rate_beside') }).waitFor();
    assert.deepEqual(leading.troubles, []);
    await leading.close_all();
  });
