// Every page of the demo book, in both languages, both themes and three widths: sound, accessible, nothing cut off.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibility_faults, clipped_text, launch, open_page, picture, settled, untranslated } from '../support/browser.mjs';
import { Client } from '../support/client.mjs';
import { serve, temporary_folder } from '../support/program.mjs';
import { sign_in_by_link } from '../support/demo.mjs';

// One case answered twice, by somebody who takes the first choice throughout.
async function practise(client) {
  const { case: one } = (await client.get('practice/cases/vending_line')).expect(200).json;
  const answers = one.questions.flatMap((question) => question.items.map((item) => [item.key, question.choices[0].key]));
  const body = { kind: 'case', subject: one.key, answers: Object.fromEntries(answers) };
  for (let n = 0; n < 2; n += 1) (await client.post('practice/attempts', body)).expect(201);
}

let server;
let folder;
let browser;
let client;
let places;

before(async () => {
  folder = temporary_folder();
  server = await serve(['--demo', '--db', `sqlite:${folder.path}/demo.db`]);
  client = new Client(server.origin);
  await sign_in_by_link(client, server);
  const account = (await client.get('accounts?limit=1&sort=-value')).expect(200).json.items[0];
  const opportunity = (await client.get('opportunities?limit=1&sort=-value')).expect(200).json.items[0];
  const won = (await client.get('opportunities?limit=1&result=won&stage=reassessment')).expect(200).json.items[0];
  const stuck = (await client.get('opportunities?limit=1&stuck=true')).expect(200).json.items[0];
  const call = (await client.get('calls?limit=1')).expect(200).json.items[0];
  await practise(client);
  places = {
    today: '/today',
    wheel: '/wheel',
    'wheel of opportunities, 90 days': '/wheel?unit=opportunity&win=90d',
    accounts: '/accounts',
    account: `/accounts/${account.id}`,
    'people of an account': `/accounts/${account.id}/people`,
    'gap and rules of an account': `/accounts/${account.id}/ground`,
    'timeline of an account': `/accounts/${account.id}/timeline`,
    opportunities: '/opportunities',
    opportunity: `/opportunities/${opportunity.id}`,
    'needs of a deal': `/opportunities/${opportunity.id}/needs`,
    'statements of a deal': `/opportunities/${opportunity.id}/offer`,
    'criteria of a deal': `/opportunities/${opportunity.id}/criteria`,
    'value of a deal': `/opportunities/${opportunity.id}/value`,
    'plan of a deal': `/opportunities/${opportunity.id}/plan`,
    'objections of a deal': `/opportunities/${opportunity.id}/objections`,
    'triangle of a deal': `/opportunities/${opportunity.id}/triangle`,
    'after the order': `/opportunities/${won.id}/aftersales`,
    'cockpit that asks for a new thought': `/opportunities/${stuck.id}`,
    calls: '/calls',
    'plan of a call': `/calls/${call.id}/plan`,
    'during a call': `/calls/${call.id}/live`,
    'debrief of a call': `/calls/${call.id}/debrief`,
    'result of a call': `/calls/${call.id}/result`,
    coaching: '/coaching',
    'question bank': '/library',
    'objection library': '/library/objections',
    catalogue: '/library/products',
    practice: '/practice',
    'lesson of a module': '/practice/modules/basic_process',
    'drills of a module': '/practice/modules/communication?part=drills',
    'quiz of a module': '/practice/modules/wheel?part=quiz',
    'work evidence of a module': '/practice/modules/basic_process?part=work',
    'module whose work cannot be shown yet': '/practice/modules/relationship?part=work',
    'case that was answered': '/practice/cases/vending_line',
    'case not answered yet': '/practice/cases/late_orders',
    'no such module': '/practice/modules/nothing',
    capture: '/capture',
    import: '/import',
    users: '/users',
    'rules of the open pool': '/users?tab=pool',
    sessions: '/sessions',
    'no such page': '/nowhere',
  };
  browser = await launch();
});
after(async () => {
  await browser?.close();
  client?.close();
  await server?.stop();
  folder?.remove();
});

const screens = [
  { width: 1440, height: 900, theme: 'light', language: 'zh-CN' },
  { width: 1440, height: 900, theme: 'dark', language: 'en' },
  { width: 1024, height: 768, theme: 'light', language: 'en' },
  { width: 390, height: 844, theme: 'dark', language: 'zh-CN' },
  { width: 390, height: 844, theme: 'light', language: 'en' },
];

for (const screen of screens) {
  const name = `${screen.width} ${screen.theme} ${screen.language}`;
  test(name, async (t) => {
    const page = await open_page(browser, server.origin, { ...screen, client });
    for (const [place, path] of Object.entries(places)) {
      await t.test(place, async () => {
        await page.goto(path);
        await settled(page);
        await picture(page, `${place.replaceAll(/\W+/g, '_')}-${name.replaceAll(' ', '-')}`);
        assert.deepEqual(await untranslated(page), [], 'keys on the screen');
        assert.deepEqual(await clipped_text(page), [], 'text that cannot be read');
        assert.deepEqual(await accessibility_faults(page), [], 'accessibility');
        assert.deepEqual(page.troubles.splice(0), [], 'trouble in the page');
        assert.equal(await page.evaluate(() => document.documentElement.lang), screen.language);
        assert.notEqual(await page.title(), '');
      });
    }
    await page.close_all();
  });
}

test('sign-in and set-up, before anyone is known', async (t) => {
  for (const screen of [screens[0], screens[4]]) {
    const page = await open_page(browser, server.origin, screen);
    for (const path of ['/sign_in', '/today', '/password?token=spent', '/setup#token=spent', '/sign_in/return?code=x&state=y']) {
      await t.test(`${path} ${screen.width}`, async () => {
        await page.goto(path);
        await settled(page);
        assert.deepEqual(await untranslated(page), []);
        assert.deepEqual(await clipped_text(page), []);
        assert.deepEqual(await accessibility_faults(page), []);
        assert.deepEqual(page.troubles.splice(0), []);
      });
    }
    await page.close_all();
  }
});
