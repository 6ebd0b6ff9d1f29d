// Papers as people get them: pressed on the page, downloaded under the name of the record, in the language of the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { clipped_text, launch, open_page, picture, settled, untranslated } from '../support/browser.mjs';
import { open_book } from '../support/book.mjs';
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

for (const { language, theme, width, sheet, proposal, plan, account_plan } of [
  {
    language: 'en',
    theme: 'light',
    width: 1440,
    sheet: 'Deal sheet',
    proposal: 'Proposal',
    plan: 'Call plan',
    account_plan: 'Account plan',
  },
  { language: 'zh-CN', theme: 'dark', width: 390, sheet: '商机一页纸', proposal: '建议书', plan: '拜访计划', account_plan: '客户计划' },
]) {
  test(`${language}: each paper is downloaded from its page`, async () => {
    const text = texts_in(language);
    const make = async (collection, body) => (await book.admin.post(collection, body)).expect(201).json;
    const account = await make('accounts', { name: `安和 ${language}` });
    const on_account = { account_id: account.id, amount_minor: 120_000_000, currency: 'CNY' };
    const deal = await make('opportunities', { ...on_account, name: `库房 ${language}` });
    const call = await make('calls', { opportunity_id: deal.id, subject: `Visit ${language}`, held_at: '2030-01-01T02:00:00Z' });
    const page = await open_page(browser, book.origin, { client: book.admin, language, theme, width });
    const download = async (path, entry, name) => {
      await page.goto(path);
      await settled(page);
      const button = page.getByRole('button', { name: text('documents.print'), exact: true });
      const coming = page.waitForEvent('download');
      await button.click();
      if (entry) {
        await page.getByRole('menuitem', { name: text(`documents.${entry}`), exact: true }).waitFor();
        await picture(page, `papers-${entry}-${language}`);
        await page.getByRole('menuitem', { name: text(`documents.${entry}`), exact: true }).click();
      }
      const file = await coming;
      assert.equal(file.suggestedFilename(), name);
      const paper = entry ?? (path.startsWith('/calls') ? 'call_plan' : 'deal_sheet');
      await page.getByText(text('documents.saved', { name: text(`documents.${paper}`) })).waitFor();
      assert.deepEqual(await clipped_text(page), []);
      assert.deepEqual(await untranslated(page), []);
      await picture(page, `papers${path.replaceAll(/[/0-9a-f]+-[-0-9a-f]+|\//g, '-')}-${language}`);
      return readFileSync(await file.path()).subarray(0, 4).toString('latin1');
    };
    assert.equal(await download(`/opportunities/${deal.id}`, null, `${deal.name} - ${sheet}.pdf`), '%PDF');
    assert.equal(await download(`/opportunities/${deal.id}/offer`, 'proposal_word', `${deal.name} - ${proposal}.docx`), 'PK\x03\x04');
    assert.equal(await download(`/opportunities/${deal.id}/value`, 'proposal', `${deal.name} - ${proposal}.pdf`), '%PDF');
    assert.equal(await download(`/calls/${call.id}/plan`, null, `${call.subject} - ${plan}.pdf`), '%PDF');
    assert.equal(await download(`/accounts/${account.id}`, 'account_plan_word', `${account.name} - ${account_plan}.docx`), 'PK\x03\x04');
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });
}
