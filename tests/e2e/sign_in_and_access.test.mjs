// Coming in at the company's provider, and who has a part in what, in a browser: the button, the way there and back, an open menu under a
// live update, the rules of the open pool, a deal that is shared.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { accessibility_faults, clipped_text, launch, open_page, picture, settled } from '../support/browser.mjs';
import { temporary_folder } from '../support/program.mjs';
import { flags_of, real_provider } from '../support/provider.mjs';

let book, browser, provider, folder;
before(async () => {
  folder = temporary_folder();
  provider = await real_provider();
  [book, browser] = await Promise.all([open_book({ serve_with: [...flags_of(provider, folder.path), '--oidc-name', 'Acme'] }), launch()]);
  provider.allow(`${book.origin}/sign_in/return`);
});
after(async () => {
  await browser?.close();
  await book?.close();
  await provider?.stop();
  folder?.remove();
});

const any_version = { 'If-Match': '*' };

async function in_order(page, name) {
  await picture(page, name);
  assert.deepEqual(await clipped_text(page), []);
  assert.deepEqual(await accessibility_faults(page), []);
  assert.deepEqual(page.troubles, []);
}

// At the provider's own pages.
async function sign_in_there(page, name) {
  await page.fill('input[name="login"]', name);
  await page.fill('input[name="password"]', 'any');
  await page.click('button[type="submit"]');
  await page.click('button[type="submit"]'); // agrees
}

for (const [language, label, theme, width] of [
  ['en', 'Sign in with Acme', 'light', 1440],
  ['zh-CN', '用Acme登录', 'dark', 390],
])
  test(`in at the provider and to where one wanted to go, ${language}`, async () => {
    const page = await open_page(browser, book.origin, { language, theme, width });
    await page.goto('/opportunities');
    await settled(page);
    await in_order(page, `sign_in_provider-${language}`);
    await page.getByRole('button', { name: label }).click();
    await sign_in_there(page, 'sam');
    await page.waitForURL(`${book.origin}/opportunities`);
    await settled(page);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });

test('whom nobody knows is told why, and can start again', async () => {
  const page = await open_page(browser, book.origin, {});
  await page.goto('/sign_in');
  await page.getByRole('button', { name: 'Sign in with Acme' }).click();
  await sign_in_there(page, 'stranger');
  await page.getByRole('alert').waitFor();
  const said = 'Nobody in this book has the e-mail address you signed in with. An admin can invite you.';
  assert.equal(await page.getByRole('alert').innerText(), said);
  assert.equal(new URL(page.url()).search, '', 'the code does not stay in the address');
  await in_order(page, 'sign_in_return');
  await page.getByRole('link', { name: 'Back to sign-in' }).click();
  await page.getByRole('button', { name: 'Sign in with Acme' }).waitFor();
  await page.close_all();
});

test('an open menu saves to what was seen when it opened, and asks where somebody was faster', async () => {
  const account = (await book.seller.post('accounts', { name: 'Menu Mill', tier: 'watch' })).expect(201).json;
  const page = await open_page(browser, book.origin, { client: book.seller });
  await page.goto(`/accounts/${account.id}/details`);
  await settled(page);
  const field = page.locator('.inline-field', { hasText: 'Tier' }).getByRole('button');
  await field.click();
  await page.getByRole('menu').waitFor();
  const reads = (response) => response.url().includes(`/accounts/${account.id}`) && response.request().method() === 'GET';
  const seen = page.waitForResponse(reads);
  (await book.admin.patch(`accounts/${account.id}`, { tier: 'individual' }, any_version)).expect(200);
  await seen; // the live update has come in beneath the menu
  await page.waitForTimeout(300);
  const answer = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await page.getByRole('menuitem').first().click();
  assert.equal((await answer).status(), 412, 'it was sent with the version of the opening');
  await page.getByRole('alertdialog').waitFor();
  assert.equal((await book.admin.get(`accounts/${account.id}`)).json.tier, 'individual', 'nothing was written over');
  await page.close_all();
});

test('the rules of the open pool, and room for files', async () => {
  for (const [language, theme, width] of [
    ['en', 'light', 1440],
    ['zh-CN', 'dark', 390],
  ]) {
    const page = await open_page(browser, book.origin, { client: book.admin, language, theme, width });
    await page.goto('/users?tab=pool');
    await settled(page);
    await in_order(page, `pool-${language}`);
    const [pool, files] = await page.locator('main form').all();
    const [limit, days] = await pool.locator('input').all();
    await limit.fill('many');
    await pool.locator('button[type="submit"]').click();
    await pool.locator('.field-error').waitFor();
    await limit.fill('7');
    await days.fill(language === 'en' ? '90' : '');
    const saved = page.waitForResponse((response) => response.url().endsWith('/workspace'));
    await pool.locator('button[type="submit"]').click();
    assert.equal((await saved).status(), 200);
    const { workspace } = (await book.admin.get('session')).json;
    assert.deepEqual([workspace.pool_limit, workspace.pool_idle_days], [7, language === 'en' ? 90 : 0]);

    const room = files.locator('input');
    for (const refused of ['some', '100000001']) {
      await room.fill(refused);
      await files.locator('button[type="submit"]').click();
      await files.locator('.field-error').waitFor();
    }
    await room.fill(language === 'en' ? '2048' : '');
    const saved_room = page.waitForResponse((response) => response.url().endsWith('/workspace') && response.status() === 200);
    await files.locator('button[type="submit"]').click();
    await saved_room;
    const after = (await book.admin.get('session')).json.workspace;
    assert.deepEqual([after.files_mib_max, after.pool_limit], [language === 'en' ? 2048 : 0, 7]);
    await page.close_all();
  }
  const page = await open_page(browser, book.origin, { client: book.seller });
  await page.goto('/users?tab=pool');
  await settled(page);
  assert.equal(await page.getByText('Open pool', { exact: true }).count(), 0, 'for administrators');
  await page.close_all();
});

test('a deal is shared, and taken back', async () => {
  const deal = (await book.seller.post('opportunities', { name: 'Shared kiln' })).expect(201).json;
  (await book.stranger.get(`opportunities/${deal.id}`)).expect(404);
  const page = await open_page(browser, book.origin, { client: book.seller });
  await page.goto(`/opportunities/${deal.id}`);
  await settled(page);
  await page.getByRole('button', { name: 'More' }).last().click();
  await page.getByRole('menuitem', { name: 'Shares' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Shared with nobody.').waitFor();
  await dialog.getByRole('button', { name: /Share with/ }).click();
  await page.getByRole('option', { name: 'Sue Stranger' }).click();
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog.getByText('Sue Stranger').first().waitFor();
  await in_order(page, 'share_deal');
  (await book.stranger.get(`opportunities/${deal.id}`)).expect(200);
  await dialog.getByRole('button', { name: 'Remove Sue Stranger' }).click();
  await dialog.getByText('Shared with nobody.').waitFor();
  (await book.stranger.get(`opportunities/${deal.id}`)).expect(404);
  await page.close_all();
});
