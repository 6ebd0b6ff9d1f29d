// Secrets and unsent words in a real browser: what a page may load, how a password is typed, links by their fragment, and what stays
// after signing out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { add_person, open_book, password } from '../support/book.mjs';
import { accessibility_faults, clipped_text, launch, open_page, picture, settled } from '../support/browser.mjs';
import { Client } from '../support/client.mjs';
import { totp } from '../support/totp.mjs';

let book, browser;
before(async () => {
  [book, browser] = await Promise.all([open_book(), launch()]);
});
after(async () => {
  await browser?.close();
  await book?.close();
});

async function in_order(page, name) {
  // Once what slides in stands still.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity),
  );
  await picture(page, name);
  assert.deepEqual(await clipped_text(page), []);
  assert.deepEqual(await accessibility_faults(page), []);
  assert.deepEqual(page.troubles, []);
}

test('pages carry the content policy, and keep addresses to themselves', async () => {
  for (const path of ['/', '/sign_in', '/accounts/no-such-thing']) {
    const { headers } = await book.nobody.get(path, { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' });
    assert.match(headers['content-type'], /^text\/html; charset=utf-8/, path);
    for (const rule of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      assert.ok(headers['content-security-policy'].split('; ').includes(rule), rule);
    assert.doesNotMatch(headers['content-security-policy'], /unsafe|\*/);
    assert.equal(headers['referrer-policy'], 'same-origin');
  }
  const { headers } = await book.nobody.get('/favicon.svg');
  assert.equal(headers['content-type'], 'image/svg+xml; charset=utf-8');
  assert.match(headers['content-security-policy'], /frame-ancestors 'none'/);
});

test('a password is hidden while it is typed, and can be pasted', async () => {
  const page = await open_page(browser, book.origin, {});
  await page.goto('/sign_in');
  const field = page.getByLabel('Password', { exact: true });
  assert.deepEqual([await field.getAttribute('type'), await field.getAttribute('autocomplete')], ['password', 'current-password']);
  const other = page.getByLabel('E-mail', { exact: true });
  await other.fill(password);
  await other.press('Control+A');
  await other.press('Control+C');
  await field.focus();
  await field.press('Control+V');
  assert.equal(await field.inputValue(), password);
  await page.getByRole('button', { name: 'Show password' }).click();
  assert.equal(await field.getAttribute('type'), 'text');
  await page.close_all();
});

test('a link opens by what stands behind its #, which no server is told, and so does an older one', async () => {
  for (const form of ['#token=', '?token=']) {
    const email = form === '#token=' ? 'new@example.com' : 'old@example.com';
    const made = (await book.admin.post('users', { name: 'Nell New', email, role: 'seller' })).expect(201).json;
    assert.match(made.invite_link, /^\/password#token=[\w-]{43}$/);
    const page = await open_page(browser, book.origin, {});
    const asked = [];
    page.on('request', (request) => asked.push(request.url() + JSON.stringify(request.headers())));
    await page.goto(made.invite_link.replace('#token=', form));
    await page.getByLabel('New password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Save password' }).click();
    await page.waitForURL(/\/today/);
    const token = made.invite_link.slice(-43);
    assert.equal(asked.some((text) => text.includes(token)), form === '?token=', 'told in an address or a header');
    await page.close_all();
  }
});

for (const [language, theme, width, words] of [
  ['en', 'light', 1440, { out: 'Sign out', stay: 'Stay signed in', anyway: 'Delete and sign out' }],
  ['zh-CN', 'dark', 390, { out: '退出登录', stay: '先不退出', anyway: '删掉并退出' }],
])
  test(`signing out says what is unsaved, and leaves nothing of it, ${language}`, async () => {
    const email = `sid-${width}@example.com`;
    const sid = await add_person(book, { name: 'Sid Seller', email, role: 'seller', locale: language });
    const page = await open_page(browser, book.origin, { client: sid, language, theme, width });
    await page.goto('/today');
    await settled(page);
    await page.evaluate((id) => {
      localStorage.setItem(`wheelhouse.draft.${id}.capture`, JSON.stringify({ text: 'half a note of Sid' }));
      localStorage.setItem('wheelhouse.draft.somebody-else.capture', JSON.stringify({ text: 'of another' }));
    }, sid.user.id);
    const choose = async () => {
      await page.locator(width < 640 ? '.avatar-button' : '.person-button').click();
      await page.getByRole('menuitem', { name: words.out }).click();
    };
    await choose();
    await page.getByRole('alertdialog').waitFor();
    await in_order(page, `sign_out-${language}`);
    await page.getByRole('button', { name: words.stay }).click();
    assert.ok(await page.evaluate(() => JSON.stringify({ ...localStorage }).includes('half a note of Sid')));
    (await sid.get('session')).expect(200);
    await page.goto('/today');
    await settled(page);
    await choose();
    await page.getByRole('button', { name: words.anyway }).click();
    await page.waitForURL(/\/sign_in/);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    assert.ok(!kept.includes('half a note of Sid'), kept);
    assert.ok(kept.includes('of another'), 'what another person wrote waits for him');
    (await sid.get('session')).expect(401);
    await page.close_all();
  });

test('signing out is in reach of every page', async () => {
  const page = await open_page(browser, book.origin, { client: book.seller });
  for (const path of ['/today', '/wheel', '/accounts', '/opportunities', '/calls', '/library', '/practice', '/sessions', '/nowhere']) {
    await page.goto(path);
    await settled(page);
    await page.locator('.person-button').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await page.keyboard.press('Escape');
  }
  await page.close_all();
});

test('another session ends with the password, not by a screen left open', async () => {
  const email = 'ove@example.com';
  const ove = await add_person(book, { name: 'Ove Open', email, role: 'seller' });
  const elsewhere = new Client(book.origin);
  (await elsewhere.post('session', { email, password })).expect(200);
  const page = await open_page(browser, book.origin, { client: ove });
  await page.goto('/sessions');
  await settled(page);
  await page.locator('.session-row').getByRole('button', { name: 'Sign out' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await in_order(page, 'end_session');
  const submit = dialog.getByRole('button', { name: 'Sign out' });
  await dialog.getByLabel('Your password').fill('not the right one');
  await submit.click();
  await dialog.getByText('This is not the present password.').waitFor();
  (await elsewhere.get('session')).expect(200);
  await dialog.getByLabel('Your password').fill(password);
  await submit.click();
  await dialog.waitFor({ state: 'detached' });
  (await elsewhere.get('session')).expect(401);
  elsewhere.close();
  await page.close_all();
});

for (const [language, theme, width] of [
  ['en', 'light', 1440],
  ['zh-CN', 'dark', 390],
])
  test(`where a second factor is asked for, it is set up before anything else opens, ${language}`, async () => {
    const strict = await open_book({ people: false, locale: language, serve_with: ['--require-second-factor', 'everybody'] });
    try {
      const page = await open_page(browser, strict.origin, { client: strict.admin, language, theme, width });
      const text = (en, zh) => (language === 'en' ? en : zh);
      await page.goto('/accounts');
      await page.waitForURL(/\/second_factor/);
      await settled(page);
      await in_order(page, `second_factor_asked-${language}`);
      await page.getByRole('button', { name: text('Switch on', '开启') }).click();
      await page.locator('input[type="password"]').fill(password);
      await page.keyboard.press('Enter');
      const secret = await page.locator('code').innerText();
      await page.locator('input[autocomplete="one-time-code"]').fill(totp(secret));
      await page.keyboard.press('Enter');
      await page.locator('.recovery-codes').waitFor();
      await page.getByRole('link', { name: text('On to your work', '去工作') }).waitFor();
      await in_order(page, `second_factor_done-${language}`);
      await page.getByRole('link', { name: text('On to your work', '去工作') }).click();
      await page.waitForURL(/\/today/);
      await settled(page);
      await page.close_all();
    } finally {
      await strict.close();
    }
  });
