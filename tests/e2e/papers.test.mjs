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
    // Nothing is proven of this deal: what can be had is a draft, and the menu says so before.
    const named = (paper) => `${deal.name} - ${proposal}.${paper}`;
    assert.equal(await download(`/opportunities/${deal.id}/offer`, 'proposal_draft_word', named('docx')), 'PK\x03\x04');
    assert.equal(await download(`/opportunities/${deal.id}/value`, 'proposal_draft', named('pdf')), '%PDF');
    assert.equal(await download(`/calls/${call.id}/plan`, null, `${call.subject} - ${plan}.pdf`), '%PDF');
    assert.equal(await download(`/accounts/${account.id}`, 'account_plan_word', `${account.name} - ${account_plan}.docx`), 'PK\x03\x04');
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });
}

for (const { language, theme, width } of [
  { language: 'en', theme: 'dark', width: 390 },
  { language: 'zh-CN', theme: 'light', width: 1440 },
])
  test(`${language}: before a proposal is printed its gate is seen, and a draft is called one`, async () => {
    const text = texts_in(language);
    const make = async (collection, body) => (await book.admin.post(collection, body)).expect(201).json;
    const page = await open_page(browser, book.origin, { client: book.admin, language, theme, width });
    const account = await make('accounts', { name: `普惠 ${language}`, tier: 'key' });
    const person = await make('contacts', { account_id: account.id, name: 'Head of stores' });
    const deal = await make('opportunities', { account_id: account.id, name: `补货 ${language}` });
    const on_deal = { opportunity_id: deal.id };
    const need = await make('needs', { ...on_deal, text: 'No recounts', must_have: true });
    (
      await book.admin.post(`needs/${need.id}/move`, {
        to: 'explicit',
        volunteered: true,
        visible: true,
        conscious: true,
        surface: true,
        clear: true,
        quote: { text: 'It must end', contact_id: person.id },
      })
    ).expect(200);
    const part = await make('solution_parts', { ...on_deal, name: 'Wall display' });
    const menu = async (what) => {
      await page.goto(`/opportunities/${deal.id}/offer`);
      await settled(page);
      await page.getByRole('button', { name: text('documents.print'), exact: true }).click();
      await page.getByRole('menu').waitFor();
      await picture(page, `papers-gate-${what}-${language}`);
      const head = await page.locator('.menu-head').innerText();
      const papers = await page.getByRole('menuitem').allInnerTexts();
      const described = await page.getByRole('menu').getAttribute('aria-describedby');
      assert.equal(await page.locator(`[id="${described}"]`).innerText(), head, 'a screen reader hears it too');
      assert.deepEqual(await clipped_text(page), []);
      assert.deepEqual(await untranslated(page), []);
      await page.keyboard.press('Escape');
      return { head, papers: papers.map((paper) => paper.trim()) };
    };
    const documents = (...ids) => ids.map((id) => text(`documents.${id}`));

    const held = await menu('block');
    assert.ok(held.head.includes(text('proposal_gate.block')), held.head);
    assert.ok(held.head.includes(text('documents.reasons', { count: 3 })), held.head);
    for (const reason of ['must_have_uncovered', 'no_value', 'part_untied'])
      assert.ok(held.head.includes(text(`gate_reason.${reason}`)), `${reason}: ${held.head}`);
    assert.ok(held.head.includes(text('documents.draft_only')), held.head);
    assert.deepEqual(held.papers, documents('proposal_draft', 'proposal_draft_word'));

    // An individual customer: the gate warns and lets pass.
    (await book.admin.patch(`accounts/${account.id}`, { tier: 'individual' }, { 'If-Match': '*' })).expect(200);
    const warned = await menu('warn');
    assert.ok(warned.head.includes(text('proposal_gate.warn')), warned.head);
    assert.ok(warned.head.includes(text('documents.reasons', { count: 3 })), warned.head);
    assert.ok(!warned.head.includes(text('documents.draft_only')));
    assert.deepEqual(warned.papers, documents('proposal', 'proposal_word'));

    await make('statements', {
      ...on_deal,
      need_id: need.id,
      feature: 'Counts by itself',
      benefit: 'The evenings end',
      amount: 300_000,
      unit: 'CNY',
      period: 'year',
      basis: '2 evenings',
      contact_id: person.id,
      confirmed_at: new Date().toISOString(),
    });
    (await book.admin.patch(`solution_parts/${part.id}`, { need_id: need.id }, { 'If-Match': '*' })).expect(200);
    const passed = await menu('pass');
    assert.ok(passed.head.includes(text('proposal_gate.pass')), passed.head);
    assert.equal(passed.head.trim(), text('proposal_gate.pass'), 'and gives no reason');
    assert.deepEqual(passed.papers, documents('proposal', 'proposal_word'));
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });
