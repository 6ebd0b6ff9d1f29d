// What a seller does every day, on the demo book: Today at a glance, a visit noted on a phone, search, keyboard only,
// and what is typed is never lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open_page, picture, settled } from '../support/browser.mjs';
import { Client } from '../support/client.mjs';
import { sign_in_by_link } from '../support/demo.mjs';
import { serve, temporary_folder } from '../support/program.mjs';
import { texts_in } from '../support/texts.mjs';

let browser;
let client;
let folder;
let server;
before(async () => {
  folder = temporary_folder();
  server = await serve(['--demo', '--db', `sqlite:${folder.path}/demo.db`]);
  client = new Client(server.origin);
  await sign_in_by_link(client, server);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  client?.close();
  await server?.stop();
  folder?.remove();
});

const open = (options) => open_page(browser, server.origin, { client, ...options });

test('the wheel is full: a customer in every stage, proven and hollow ones', async () => {
  const page = await open({ language: 'zh-CN' });
  await page.goto('/wheel');
  await settled(page);
  await page.locator('.wheel-dot').first().waitFor();
  for (let stage = 1; stage <= 8; stage += 1) {
    assert.ok((await page.locator(`.wheel-dot[data-stage="${stage}"]`).count()) > 0, `nobody in stage ${stage}`);
  }
  assert.ok((await page.locator('.wheel-dot > circle[fill="var(--stage)"]').count()) > 0, 'some are proven');
  assert.ok((await page.locator('.wheel-dot > circle[stroke="var(--stage)"]').count()) > 0, 'some are hollow');
  // The first percentage of each row is the share of customers; as printed they make a whole.
  const rows = await page.locator('#wheel-shares tbody tr').allInnerTexts();
  const shares = rows.map((row) => Number(/(\d+\.\d)\s/.exec(row)?.[1]));
  assert.equal(shares.length, 8);
  assert.equal(Math.round(shares.reduce((sum, share) => sum + share, 0) * 10), 1000, rows.join('\n'));
  await picture(page, 'wheel');
  await page.close_all();
});

test('the wheel by keyboard: stages, customers, the table in its place', async () => {
  const page = await open({ language: 'en' });
  await page.goto('/wheel');
  await settled(page);
  await page.locator('.wheel-picture').focus();
  await page.keyboard.press('ArrowRight');
  const first = await page.locator('.wheel-picture [aria-live]').innerText();
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await page.locator('.wheel-picture [aria-live]').innerText(), first);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}/);
  await page.goBack();
  await settled(page);
  await page.keyboard.press('t');
  await page.getByRole('table').first().waitFor();
  await page.close_all();
});

const said = {
  en: 'Saw the plant. Recounts eat two evenings a week.',
  'zh-CN': '去了工厂。盘点每周占用两个晚上。',
};
for (const language of ['zh-CN', 'en']) {
  test(`${language}: a visit noted on a phone`, async () => {
    const text = texts_in(language);
    const page = await open({ language, width: 390, height: 844 });
    const { items } = (await client.get('opportunities?result=open&limit=1&sort=-value')).expect(200).json;
    const before_it = (await client.get(`calls?opportunity_id=${items[0].id}&limit=200`)).json.items.length;
    await page.goto(`/capture?opportunity=${items[0].id}`);
    await settled(page);
    const box = page.locator('form.capture').getByRole('textbox', { name: text('capture.text') });
    const words = said[language];
    await box.fill(words);
    // A page that is left by accident keeps what was typed.
    await page.reload();
    await settled(page);
    assert.equal(await box.inputValue(), words);
    await page.getByRole('button', { name: text('capture.save'), exact: true }).click();
    await page
      .getByRole('status')
      .getByRole('button', { name: text('common.undo') })
      .waitFor();
    const after_it = (await client.get(`calls?opportunity_id=${items[0].id}&limit=200`)).json.items.length;
    assert.equal(after_it, before_it + 1);
    await page
      .getByRole('status')
      .getByRole('button', { name: text('common.undo') })
      .click();
    await page.getByText(text('common.undone')).waitFor();
    assert.equal((await client.get(`calls?opportunity_id=${items[0].id}&limit=200`)).json.items.length, before_it);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });
}

test('Enter while an input method composes sends nothing', async () => {
  const text = texts_in('zh-CN');
  const page = await open({ language: 'zh-CN' });
  await page.goto('/sign_in');
  let sent = 0;
  page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
  const field = page.getByLabel(text('sign_in.email'), { exact: true });
  await field.focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'zhong', selectionStart: 5, selectionEnd: 5 });
  await page.evaluate(() =>
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
  );
  assert.equal(sent, 0);
  await page.close_all();
});

test('today: the first three actions say why, and lead somewhere', async () => {
  const page = await open({ language: 'en' });
  await page.goto('/today');
  await settled(page);
  const links = page.locator('main a[href^="/opportunities/"], main a[href^="/accounts/"]');
  await links.first().waitFor();
  assert.ok((await links.count()) > 0);
  assert.deepEqual(page.troubles, []);
  await page.close_all();
});

test('100 customers down, 100 up: the list scrolls and keeps its place', async () => {
  const page = await open({ language: 'en' });
  await page.goto('/accounts');
  await settled(page);
  const name = await page.locator('a[href^="/accounts/"]').nth(3).innerText();
  await page.getByRole('link', { name }).first().click();
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}/);
  await page.getByRole('heading', { name }).first().waitFor();
  await page.goBack();
  await settled(page);
  await page.getByRole('link', { name }).first().waitFor();
  await page.close_all();
});

test('a change on one screen reaches the other', async () => {
  const page = await open({ language: 'en' });
  const made = (await client.post('accounts', { name: 'Live Wire Ltd' })).expect(201);
  await page.goto(`/accounts/${made.json.id}`);
  await page.getByRole('heading', { name: 'Live Wire Ltd' }).first().waitFor();
  (await client.patch(`accounts/${made.json.id}`, { name: 'Live Wire Group' }, { 'If-Match': made.etag })).expect(200);
  await page.getByRole('heading', { name: 'Live Wire Group' }).first().waitFor();
  (await client.delete(`accounts/${made.json.id}`, { 'If-Match': '*' })).expect(200, 204);
  await page.close_all();
});

test('what somebody else wrote under an open field is not overwritten without asking', async () => {
  const text = texts_in('en');
  const page = await open({ language: 'en' });
  const made = (await client.post('opportunities', { name: 'Two windows', description: 'at first' })).expect(201);
  const address = `opportunities/${made.json.id}`;
  const kept = async () => (await client.get(address)).expect(200).json.description;
  await page.goto(`/${address}`);
  await page.getByRole('button', { name: new RegExp(`^${text('field_name.description')}`) }).click();
  const box = page.locator('textarea.inline-input');
  await box.fill('mine');
  (await client.patch(address, { name: 'Two windows, seen', description: 'theirs' }, { 'If-Match': made.etag })).expect(200);
  // The page has heard of it, and the editor is still open.
  await page.getByRole('heading', { name: 'Two windows, seen' }).first().waitFor();
  assert.equal(await box.inputValue(), 'mine');
  await box.press('Control+Enter');
  await page.getByText(text('conflict.title')).waitFor();
  assert.equal(await kept(), 'theirs');
  await page.getByRole('button', { name: text('conflict.use_mine'), exact: true }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await page.getByText('mine', { exact: true }).first().waitFor();
  assert.equal(await kept(), 'mine');
  (await client.delete(address, { 'If-Match': '*' })).expect(200, 204);
  await page.close_all();
});
