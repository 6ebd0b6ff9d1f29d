// Pictures of pages in both languages, both themes and three widths, with the design's check for clipped and
// overlapping text. Needs chromium; a server must be running, "wheelhouse serve --demo" or "npm run dev" before one.
//   node tools/shots.mjs --base http://127.0.0.1:5173 --out /tmp/shots /wheel /today
//   options: --width 1440,1024,390  --language zh-CN,en  --theme light,dark  --full  --login email:password  --cookie name=value
//            --lint path/to/lint.js   --axe
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const options = { base: 'http://127.0.0.1:5173', out: 'shots', width: '1440,1024,390', language: 'zh-CN,en', theme: 'light,dark' };
const flags = new Set();
const paths = [];
const list = process.argv.slice(2);
while (list.length > 0) {
  const word = list.shift();
  if (word === '--full' || word === '--axe') flags.add(word.slice(2));
  else if (word.startsWith('--')) options[word.slice(2)] = list.shift();
  else paths.push(word);
}
mkdirSync(options.out, { recursive: true });
const heights = { 1440: 900, 1280: 800, 1024: 768, 390: 844 };

const browser = await chromium.launch({ executablePath: options.chromium ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let problems = 0;

async function signIn(context) {
  if (!options.login) return;
  const [email, ...password] = options.login.split(':');
  const answer = await context.request.post(`${options.base}/api/v1/session`, { data: { email, password: password.join(':') }, headers: { Origin: options.base } });
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
}

const cookies = await (async () => {
  if (options.cookie) {
    const [name, value] = options.cookie.split('=');
    return [{ name, value, url: options.base }];
  }
  const context = await browser.newContext();
  await signIn(context);
  const state = await context.storageState();
  await context.close();
  return state.cookies;
})();

for (const width of options.width.split(',').map(Number)) {
  for (const language of options.language.split(',')) {
    for (const theme of options.theme.split(',')) {
      const context = await browser.newContext({
        viewport: { width, height: heights[width] ?? 900 },
        deviceScaleFactor: width < 640 ? 2 : 1.5,
        hasTouch: width < 640,
        locale: language,
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
      });
      await context.addCookies(cookies);
      await context.addInitScript(([chosen, look]) => {
        localStorage.setItem('wheelhouse.language', chosen);
        localStorage.setItem('wheelhouse.theme', look);
      }, [language, theme]);
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && console.log(`  console: ${message.text()}`));
      page.on('pageerror', (error) => console.log(`  page error: ${error.message}`));
      for (const path of paths) {
        await page.goto(options.base + path);
        await page.waitForLoadState('networkidle', { timeout: 4000 }).catch(() => undefined);
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(350);
        const name = `${path.replace(/^\//, '').replaceAll(/[^\w-]+/g, '_') || 'root'}-${width}-${language}-${theme}`;
        // The window itself is made as high as the page: Chromium's own full-page picture lays the page out anew and
        // leaves some computed styles behind.
        const height = heights[width] ?? 900;
        const whole = await page.evaluate(() => document.documentElement.scrollHeight);
        if (flags.has('full') && whole > height) {
          await page.setViewportSize({ width, height: Math.min(whole, 8000) });
          await page.waitForTimeout(150);
        }
        await page.screenshot({ path: `${options.out}/${name}.png` });
        const found = [];
        if (options.lint) {
          // What only screen readers get has no place on the screen to overlap.
          await page.evaluate(() => document.querySelectorAll('.visually-hidden').forEach((element) => element.remove()));
          await page.evaluate(readFileSync(options.lint, 'utf8')); // not a script tag: the content policy would refuse it
          await page.waitForSelector('#PROBE', { state: 'attached' });
          const lines = (await page.locator('#PROBE').textContent()).split('\n').slice(1);
          found.push(...lines.filter(Boolean));
        }
        if (flags.has('axe')) {
          await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
          const results = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }));
          for (const violation of results.violations) {
            for (const node of violation.nodes.slice(0, 4)) found.push(`AXE ${violation.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`);
          }
        }
        const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
        if (scrolls) found.push('SIDEWAYS SCROLL');
        await page.setViewportSize({ width, height });
        problems += found.length;
        console.log(`${name}${found.length ? `\n    ${found.join('\n    ')}` : ' ok'}`);
      }
      await context.close();
    }
  }
}
await browser.close();
process.exitCode = problems > 0 ? 1 : 0;
