// Files on a record and a person erased, in a browser: put there, looked at, downloaded, renamed, removed and brought back; what is
// refused says why; all that is held on one person as a file, what would go, and gone once the name is typed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { add_person, open_book } from '../support/book.mjs';
import { accessibility_faults, clipped_text, launch, open_page, picture, settled, untranslated } from '../support/browser.mjs';
import { texts_in } from '../support/texts.mjs';

let book, browser;
before(async () => {
  [book, browser] = await Promise.all([open_book(), launch()]);
});
after(async () => {
  await browser?.close();
  await book?.close();
});

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const words = 'They count the coils three nights a month.\n';
const screens = [
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'zh-CN', theme: 'dark', width: 390 },
];
const make = async (collection, body) => (await book.admin.post(collection, body)).expect(201).json;
// Chromium's own PDF page is a frame without storage, where the test's note of the language has no place to stand.
const of_the_page = (page) => page.troubles.filter((trouble) => !trouble.includes("reading 'setItem'"));

async function in_order(page, name) {
  await picture(page, name);
  // Names of files look like keys: they are taken away.
  const keys = (await untranslated(page)).filter((word) => !/\.(txt|png|pdf|xlsx)$/.test(word));
  assert.deepEqual(keys, [], name);
  assert.deepEqual(await clipped_text(page), [], name);
  assert.deepEqual(await accessibility_faults(page), [], name);
  assert.deepEqual(of_the_page(page), [], name);
}

// The card is below the fold and is there once one comes near it.
async function files_of(page, path) {
  await page.goto(path);
  await settled(page);
  const card = page.locator('.card', { has: page.locator('.files') });
  for (let turns = 0; turns < 50 && (await card.count()) === 0; turns += 1) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(100);
  }
  await card.scrollIntoViewIfNeeded();
  await settled(page);
  return card;
}

const choose = (card, name, buffer) =>
  card.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

async function from_menu(page, card, text, name, entry) {
  await card.getByRole('button', { name: text('files.menu', { name }), exact: true }).click();
  await page.getByRole('menuitem', { name: text(`files.${entry}`), exact: true }).click();
}

for (const screen of screens) {
  const { language } = screen;
  test(`${language}: a file of a deal, in and out and back again`, async () => {
    const text = texts_in(language);
    const account = await make('accounts', { name: `Coil works ${language}` });
    const deal = await make('opportunities', { account_id: account.id, name: `Coil store ${language}` });
    const page = await open_page(browser, book.origin, { client: book.admin, ...screen });
    const card = await files_of(page, `/opportunities/${deal.id}`);
    await card.getByText(text('files.empty')).waitFor();
    await in_order(page, `files-empty-${language}`);

    const paper = (await book.admin.get(`opportunities/${deal.id}/sheet.pdf`)).expect(200).bytes;
    for (const [name, bytes] of [
      ['notes.txt', Buffer.from(words)],
      ['site.png', png],
      ['offer.pdf', paper],
      ['stock.xlsx', Buffer.from('PK\x03\x04rest')],
    ]) {
      await choose(card, name, bytes);
      await page.getByText(text('files.added', { name })).waitFor();
    }
    await in_order(page, `files-${language}`);

    // Shown in the page under the policy the server sends; the keys close it and lead back to where one was.
    const dialog = page.getByRole('dialog');
    for (const [name, shown] of [
      ['notes.txt', dialog.locator('pre', { hasText: words.trim() })],
      ['site.png', dialog.locator('img')],
      ['offer.pdf', dialog.locator('iframe')],
    ]) {
      await card.getByRole('button', { name: text('files.preview_of', { name }), exact: true }).click();
      await shown.waitFor();
      if (name === 'site.png') {
        const picture = await shown.elementHandle();
        await page.waitForFunction((image) => image.complete && image.naturalWidth === 1, picture);
      }
      if (name === 'offer.pdf') assert.match(await shown.getAttribute('src'), /^blob:/);
      await in_order(page, `files-preview-${name}-${language}`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.waitForFunction((back) => document.activeElement.textContent === back, name); // a frame after the dialog is gone
    }

    const coming = page.waitForEvent('download');
    await from_menu(page, card, text, 'notes.txt', 'download');
    const file = await coming;
    assert.equal(file.suggestedFilename(), 'notes.txt');
    assert.equal(readFileSync(await file.path(), 'utf8'), words);

    await from_menu(page, card, text, 'notes.txt', 'rename');
    await dialog.getByRole('textbox').fill('coils.txt');
    await dialog.getByRole('button', { name: text('common.save'), exact: true }).click();
    await card.getByText('coils.txt', { exact: true }).waitFor();

    await from_menu(page, card, text, 'coils.txt', 'remove');
    await card.getByText('coils.txt', { exact: true }).waitFor({ state: 'detached' });
    const names = async () => {
      const { items } = (await book.admin.get(`attachments?opportunity_id=${deal.id}&limit=10`)).json;
      return items.map((one) => one.name).sort();
    };
    assert.deepEqual(await names(), ['offer.pdf', 'site.png', 'stock.xlsx']);
    await page.getByRole('button', { name: text('common.undo') }).last().click();
    await card.getByText('coils.txt', { exact: true }).waitFor();
    assert.deepEqual(await names(), ['coils.txt', 'offer.pdf', 'site.png', 'stock.xlsx']);

    // The customer's page has it too, and says whose it is.
    const of_account = await files_of(page, `/accounts/${account.id}`);
    await of_account.getByRole('link', { name: text('files.of_deal'), exact: true }).first().waitFor();
    await in_order(page, `files-account-${language}`);
    await page.close_all();
  });
}

test('what is refused says why, and is sent again under the same key', async () => {
  const text = texts_in('en');
  const account = await make('accounts', { name: 'Refusing works' });
  const call = await make('calls', { account_id: account.id, subject: 'Visit', held_at: '2030-01-01T02:00:00Z' });
  const page = await open_page(browser, book.origin, { client: book.admin });
  const card = await files_of(page, `/calls/${call.id}/result`);
  await choose(card, 'big.bin', Buffer.alloc(25 * 1024 * 1024 + 1));
  const big = card.locator('.file-row', { hasText: 'big.bin' });
  await big.getByRole('alert').waitFor();
  assert.equal(await big.getByRole('button', { name: text('files.retry') }).count(), 0, 'it would be refused again');
  await big.getByRole('button', { name: text('files.dismiss', { name: 'big.bin' }) }).click();
  await big.waitFor({ state: 'detached' });

  const keys = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/attachments')) keys.push(request.headers()['idempotency-key']);
  });
  await page.context().setOffline(true);
  await choose(card, 'late.txt', Buffer.from(words));
  const late = card.locator('.file-row', { hasText: 'late.txt' });
  await late.getByText(text('files.not_sent')).waitFor();
  await picture(page, 'files-refused');
  await page.context().setOffline(false);
  await late.getByRole('button', { name: text('files.retry') }).click();
  await card.getByRole('button', { name: text('files.preview_of', { name: 'late.txt' }) }).waitFor();
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await page.close_all();
});

for (const screen of screens) {
  const { language } = screen;
  test(`${language}: a person is exported, and erased once the name is typed`, async () => {
    const text = texts_in(language);
    const name = 'Ouyang Guhong';
    const account = await make('accounts', { name: `Yilan Steel ${language}` });
    const person = await make('contacts', { account_id: account.id, name, email: 'ouyang@example.com' });
    await make('notes', { account_id: account.id, text: `${name} counts the coils` });
    const page = await open_page(browser, book.origin, { client: book.admin, ...screen });
    await page.goto(`/accounts/${account.id}/people?contact=${person.id}`);
    await settled(page);
    const privacy = page.getByRole('dialog').getByRole('region', { name: text('privacy.title') });
    await privacy.scrollIntoViewIfNeeded();
    await in_order(page, `privacy-sheet-${language}`);

    const coming = page.waitForEvent('download');
    await privacy.getByRole('button', { name: text('privacy.export') }).click();
    assert.match(readFileSync(await (await coming).path(), 'utf8'), /ouyang@example\.com/);

    await privacy.getByRole('button', { name: text('privacy.erase') }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('list', { name: text('privacy.goes') }).waitFor();
    await in_order(page, `privacy-erase-${language}`);
    const erase = dialog.getByRole('button', { name: text('privacy.erase_now') });
    assert.ok(await erase.isDisabled());
    await dialog.getByRole('textbox').fill('Ouyang');
    assert.ok(await erase.isDisabled(), 'not the whole name');
    (await book.admin.get(`contacts/${person.id}`)).expect(200);
    await dialog.getByRole('textbox').fill(name);
    await erase.click();
    await page.getByText(text('privacy.erased')).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await settled(page);
    assert.equal(await page.getByText(name).count(), 0);
    await in_order(page, `privacy-erased-${language}`);
    assert.doesNotMatch(JSON.stringify((await book.admin.get(`contacts/${person.id}`)).json), /Ouyang/);
    await page.close_all();
  });
}

for (const screen of screens) {
  const { language } = screen;
  test(`${language}: a colleague who left is erased from the list of people`, async () => {
    const text = texts_in(language);
    const name = `Leif Leaver ${language}`;
    const person = await add_person(book, { name, email: `leif-${language.toLowerCase()}@example.com`, role: 'seller' });
    const page = await open_page(browser, book.origin, { client: book.admin, ...screen });
    await page.goto('/users');
    await settled(page);
    const open_menu = () => page.getByRole('button', { name: text('users.actions_for', { name }), exact: true }).click();
    const entry = () => page.getByRole('menuitem', { name: text('privacy.erase') });
    await open_menu();
    assert.equal(await entry().getAttribute('aria-disabled'), 'true', 'who can sign in is not erased');
    await entry().getByText(text('users.disable_first')).waitFor();
    await page.getByRole('menuitem', { name: text('users.disable'), exact: true }).click();
    await page.getByText(text('users.disabled', { name })).first().waitFor();
    await settled(page);
    await open_menu();
    await entry().click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('list', { name: text('privacy.goes') }).waitFor();
    await in_order(page, `privacy-leaver-${language}`);
    const erase = dialog.getByRole('button', { name: text('privacy.erase_now') });
    assert.ok(await erase.isDisabled());
    await dialog.getByRole('textbox').fill(name);
    await erase.click();
    await page.getByText(text('privacy.erased')).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await settled(page);
    assert.equal(await page.getByText(name).count(), 0);
    await in_order(page, `privacy-leaver-gone-${language}`);
    assert.doesNotMatch(JSON.stringify((await book.admin.get(`users/${person.user.id}`)).json), /Leif/);
    await page.close_all();
  });
}

test('nobody but administrators is offered it', async () => {
  const account = (await book.seller.post('accounts', { name: 'Plain works' })).expect(201).json;
  const person = (await book.seller.post('contacts', { account_id: account.id, name: 'Bai Jie' })).expect(201).json;
  const page = await open_page(browser, book.origin, { client: book.seller });
  await page.goto(`/accounts/${account.id}/people?contact=${person.id}`);
  await settled(page);
  await page.getByRole('dialog').getByText('Bai Jie').first().waitFor();
  assert.equal(await page.getByRole('button', { name: texts_in('en')('privacy.erase') }).count(), 0);
  await page.close_all();
});
