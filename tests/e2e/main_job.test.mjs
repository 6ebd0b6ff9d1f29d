// The main job on real input, as a new user does it, in both languages: set up, import the files through the wizard, see
// where each customer stands and on what, add quotes as evidence, watch the dot move, take it back, look at last month.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open_page, picture, settled } from '../support/browser.mjs';
import { password } from '../support/book.mjs';
import { fixture, serve, temporary_folder } from '../support/program.mjs';
import { pattern_in, texts_in } from '../support/texts.mjs';

const runs = [
  {
    language: 'en',
    theme: 'light',
    files: ['customers_en.csv', 'deals_en.csv'],
    customers: 6,
    deals: 5,
    // Claimed to be deciding; nobody has said so yet.
    deal: 'Furnace control',
    customer: 'Northgate Steel',
    quotes: { AK1: 'Every third melt is off by a grade.', DE1: 'I want this solved before winter.' },
  },
  {
    language: 'zh-CN',
    theme: 'dark',
    files: ['customers_zh_gb18030.csv', 'deals_zh_gb18030.csv'],
    customers: 4,
    deals: 3,
    deal: '数控升级',
    customer: '天工精密机械',
    quotes: { AK1: '每三炉就有一炉牌号不对。', DE1: '入冬之前一定要解决。' },
  },
];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const { language, theme, files, customers, deals, deal, customer, quotes } of runs) {
  test(`${language}: from an empty book to a proven position`, async (t) => {
    const text = texts_in(language);
    const pattern = pattern_in(language);
    const folder = temporary_folder();
    const server = await serve(['--db', `sqlite:${folder.path}/book.db`]);
    const page = await open_page(browser, server.origin, { language, theme });
    const button = (key, scope = page) => scope.getByRole('button', { name: text(key), exact: true });
    const dots_in = (number) => page.locator(`.wheel-dot[data-stage="${number}"]`).count();
    const step = async (name, work) => {
      let passed = false;
      await t.test(name, async () => {
        await work();
        assert.deepEqual(page.troubles.splice(0), []);
        passed = true;
      });
      // The steps build on each other: after a failed one the rest would only repeat it.
      if (!passed) await picture(page, `main_job-${language}-failed`);
      return passed;
    };

    const steps = [
      [
        'the link of the terminal opens set-up',
        async () => {
          const link = new URL(server.announced.setup_link);
          await page.goto(link.pathname + link.hash);
          await page.getByLabel(text('setup.name'), { exact: true }).fill('Lin Xiaotong');
          await page.getByLabel(text('setup.email'), { exact: true }).fill('lin@example.com');
          await page.getByLabel(text('setup.password'), { exact: true }).fill(password);
          await button('common.next').click();
          await page.getByLabel(text('setup.workspace_name'), { exact: true }).fill('Test Works');
          await button('setup.create').click();
          await page.waitForURL(/step=team/);
        },
      ],
      [
        'signing out, and in again with the password',
        async () => {
          await page.context().clearCookies();
          await page.goto('/sign_in');
          await page.getByLabel(text('sign_in.email'), { exact: true }).fill('lin@example.com');
          await page.getByLabel(text('sign_in.password'), { exact: true }).fill('not this one, surely');
          await button('sign_in.submit').click();
          await page
            .getByRole('alert')
            .filter({ hasText: text('error.bad_credentials') })
            .waitFor();
          assert.equal(
            await page.getByLabel(text('sign_in.email'), { exact: true }).inputValue(),
            'lin@example.com',
            'what was typed is kept',
          );
          await page.getByLabel(text('sign_in.password'), { exact: true }).fill(password);
          await button('sign_in.submit').click();
          await page.waitForURL(/\/today/);
        },
      ],
      [
        'both files go in together, are checked and written',
        async () => {
          await page.goto('/import');
          await page.locator('input[type=file]').setInputFiles(files.map(fixture));
          await page.waitForURL(/\/import\/[0-9a-f-]{36}/);
          await button('importing.check').click();
          await page.getByRole('heading', { name: text('importing.would_happen') }).waitFor();
          await button('importing.run').click();
          await page.getByRole('heading', { name: text('importing.end_done') }).waitFor();
          const counts = await page.locator('.count-list').first().innerText();
          assert.match(counts, new RegExp(`\\b${customers}\\b`));
          assert.match(counts, new RegExp(`\\b${deals}\\b`));
        },
      ],
      [
        'the wheel shows every customer, hollow: claimed, not proven',
        async () => {
          await page.getByRole('link', { name: text('importing.see_wheel') }).click();
          await page.waitForURL(/\/wheel/);
          await settled(page);
          await page.locator('.wheel-dot').first().waitFor();
          assert.equal(await page.locator('.wheel-dot').count(), customers);
          assert.equal(await page.locator('.wheel-dot > circle[fill="var(--stage)"]').count(), 0, 'nothing is filled yet');
          assert.equal(await dots_in(3), 1, 'one is said to be deciding');
          await picture(page, `main_job-${language}-imported`);
        },
      ],
      [
        'quotes of the customer become evidence, and the position is proven',
        async () => {
          await page.goto('/opportunities');
          await page.getByRole('link', { name: deal }).first().click();
          await page.waitForURL(/\/opportunities\/[0-9a-f-]{36}/);
          for (const [code, quote] of Object.entries(quotes)) {
            await button('position.add_evidence').first().click();
            const dialog = page.getByRole('dialog');
            await dialog.getByLabel(text('evidence_form.what'), { exact: true }).fill(quote);
            const stage = code.startsWith('AK') ? 'recognition' : 'decision';
            await dialog.getByRole('button', { name: text(`stage.${stage}`) }).click();
            await dialog.getByText(text(`evidence.${code}`)).click();
            await dialog.locator('button[type=submit]').click();
            await dialog.waitFor({ state: 'hidden' });
          }
          await page
            .getByRole('status')
            .filter({ hasText: pattern('evidence_form.moved') })
            .waitFor();
          await page.getByText(quotes.DE1).first().waitFor();
        },
      ],
      [
        'its dot is filled now',
        async () => {
          await page.goto('/wheel');
          await settled(page);
          await page.locator('.wheel-dot').first().waitFor();
          assert.equal(await page.locator('.wheel-dot[data-stage="3"] > circle[fill="var(--stage)"]').count(), 1);
          assert.equal(await page.locator('.wheel-dot').count(), customers);
          await picture(page, `main_job-${language}-proven`);
        },
      ],
      [
        'undo takes the last quote back, and the dot with it',
        async () => {
          await page.goto('/opportunities');
          await page.getByRole('link', { name: deal }).first().click();
          await button('position.add_evidence').first().click();
          const dialog = page.getByRole('dialog');
          await dialog.getByLabel(text('evidence_form.what'), { exact: true }).fill('CR1');
          await dialog.getByRole('button', { name: text('stage.criteria') }).click();
          await dialog.getByText(text('evidence.CR1')).click();
          await dialog.locator('button[type=submit]').click();
          await dialog.waitFor({ state: 'hidden' });
          await page
            .getByRole('status')
            .getByRole('button', { name: text('common.undo') })
            .last()
            .click();
          await page.getByText(text('common.undone')).waitFor();
          await page.goto('/wheel');
          await settled(page);
          await page.locator('.wheel-dot').first().waitFor();
          assert.equal(await dots_in(3), 1);
          assert.equal(await dots_in(4), language === 'en' ? 1 : 0, 'as it was before');
        },
      ],
      [
        'last month, as it truly was: the claim of the file, without the quotes',
        async () => {
          await page.goto('/wheel?unit=opportunity');
          await settled(page);
          const address = new URL(page.url());
          address.searchParams.set('as_of', '2026-04-30');
          const answer = await page.request.get(`/api/v1/wheel?unit=opportunity&as_of=2026-04-30`);
          const wheel = await answer.json();
          assert.equal(
            wheel.stages.reduce((sum, stage) => sum + stage.proven, 0),
            0,
          );
          assert.ok(wheel.total > 0 && wheel.total <= deals);
          await page.locator('.as-of').click();
          await page.getByRole('dialog').waitFor();
          await page.keyboard.press('Escape');
        },
      ],
      [
        'every filter is in the address, and the address brings them back',
        async () => {
          await page.goto('/wheel?unit=opportunity&stage=3');
          await settled(page);
          const search = new URL(page.url()).search;
          await page.reload();
          await settled(page);
          assert.equal(new URL(page.url()).search, search);
        },
      ],
      [
        'the whole import is taken back; what has been worked on since is left and listed',
        async () => {
          await page.goto('/import');
          await page.getByRole('link', { name: new RegExp(files[0].replace('.', '\\.')) }).click();
          await button('importing.undo').click();
          await page
            .getByRole('alertdialog')
            .or(page.getByRole('dialog'))
            .getByRole('button', { name: text('common.undo'), exact: true })
            .click();
          await page.getByRole('heading', { name: text('importing.end_undone') }).waitFor();
        },
      ],
    ];
    try {
      for (const [name, work] of steps) if (!(await step(name, work))) break;
    } finally {
      await page.close_all();
      await server.stop();
      folder.remove();
    }
    assert.ok(customer);
  });
}
