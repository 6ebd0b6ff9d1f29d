// The question bank as somebody looks for the right question: by stage, role, style and trade; every filter is in the address.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clipped_text, launch, open_page, picture, settled, untranslated } from '../support/browser.mjs';
import { open_book } from '../support/book.mjs';
import { texts_in } from '../support/texts.mjs';

let book;
let browser;
before(async () => {
  book = await open_book({ people: false });
  const own = { type: 'problem', text_zh: '炉子多久停一次？', text_en: 'How often does the furnace stop?', industry: 'Steel' };
  (await book.admin.post('question_templates', own)).expect(201);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await book?.close();
});

for (const { language, theme, width } of [
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'zh-CN', theme: 'dark', width: 390 },
])
  test(`${language}: each filter of the question bank selects`, async () => {
    const text = texts_in(language);
    const words = (id) => text(`question_bank.${id}`);
    const page = await open_page(browser, book.origin, { client: book.admin, language, theme, width });
    await page.goto('/library');
    await settled(page);
    const rows = page.locator('.selling-row');
    const shown = async () => (await rows.allInnerTexts()).join('\n');
    const choose = async (label, option) => {
      await page.locator('.library-filter', { hasText: label }).getByRole('button').click();
      await page.getByRole('option', { name: option, exact: true }).click();
      await settled(page);
    };
    const all = await rows.count();
    assert.ok(all > 30, String(all));

    await choose(text('field_name.industry'), text('library.trade_medical'));
    assert.ok(page.url().includes('industry=medical'), page.url());
    assert.ok((await rows.first().innerText()).includes(words('P_medical')), 'the trade’s own come first');
    assert.ok(!(await shown()).includes(words('P_retail')));
    assert.ok((await rows.count()) < all);
    await picture(page, `question-bank-medical-${language}`);
    assert.deepEqual(await clipped_text(page), []);
    assert.deepEqual(await untranslated(page), []);
    await choose(text('field_name.industry'), 'Steel');
    assert.match(await rows.first().innerText(), language === 'en' ? /furnace/ : /炉子/, 'and one of our own, by the word we gave it');

    await choose(text('field_name.industry'), text('common.all'));
    await choose(text('field_name.role'), text('contact_role.gatekeeper'));
    const built_in = await rows.filter({ hasNotText: text('library.own') }).count();
    assert.equal(built_in, 3, 'S1, S4, S5');
    await choose(text('field_name.role'), text('common.all'));
    await choose(text('field_name.stage'), text('stage.choice'));
    assert.ok((await shown()).includes(words('N4')) === false && (await rows.count()) < 10);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });
