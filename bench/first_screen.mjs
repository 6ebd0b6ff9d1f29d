// How long until the first screen can be used: from the navigation to a signed-in Today with its sidebar and its first
// action drawn and the main thread free again, on a processor slowed four times (Chromium's own throttle), cache cold.
// The server must be running and the book should hold something to do today; a demo book does:
//   wheelhouse serve --demo --listen 127.0.0.1:8080
//   node bench/first_screen.mjs --url http://127.0.0.1:8080 --sign-in LINK       the sign-in link that the server printed
//   node bench/first_screen.mjs --url http://127.0.0.1:8080 --sign-in EMAIL:PASSWORD
// Options: --runs 7  --slowdown 4  --path /today  --ready CSS (what must be there, repeatable)  --json
//          --trace FILE (one more run, as a trace to open in the browser's performance panel)
// Needs a Chromium (CHROMIUM names another than the system's) and the interface's node_modules.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('playwright-core');
const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    'sign-in': { type: 'string' },
    path: { type: 'string', default: '/today' },
    ready: { type: 'string', multiple: true, default: ['.sidebar .nav-item', '.action-card'] },
    runs: { type: 'string', default: '7' },
    slowdown: { type: 'string', default: '4' },
    trace: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const longest_wait_ms = 60_000;

/** Runs in the page before anything of it: tells when everything wanted has been drawn. */
function watch(wanted) {
  const long_tasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) long_tasks.push(task.duration);
  }).observe({ type: 'longtask', buffered: true });
  const drawn = (selector) => document.querySelector(selector)?.checkVisibility() ?? false;
  const observer = new MutationObserver(() => {
    if (!wanted.every(drawn)) return;
    observer.disconnect();
    // The frame after the next one has been painted, and a task gets its turn: a click would be answered now.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(tell)));
  });
  const tell = () =>
    globalThis.first_screen_usable(
      JSON.stringify({
        usable_ms: performance.now(),
        first_paint_ms: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
        blocked_ms: long_tasks.reduce((sum, duration) => sum + Math.max(0, duration - 50), 0),
      }),
    );
  observer.observe(document, { childList: true, subtree: true, attributes: true });
}

async function signed_in(browser) {
  const context = await browser.newContext({ baseURL: options.url });
  const text = options['sign-in'] ?? '';
  const token = text.includes('://') ? /[#?&]token=([\w-]+)/.exec(text)?.[1] : null;
  const [email, ...password] = text.split(':');
  const answer = await context.request.post('/api/v1/session', {
    data: token ? { token } : { email, password: password.join(':') },
    headers: { Origin: new URL(options.url).origin },
  });
  if (!answer.ok()) throw new Error(`sign-in refused: ${answer.status()} ${await answer.text()}`);
  const state = await context.storageState();
  const { user } = await answer.json();
  await context.close();
  return { state, locale: user.locale };
}

/**
 * A context of its own each time: nothing cached, no compiled code kept. Speaks to the browser without Playwright's
 * helpers, since the script that they put into a page costs a slowed processor a fifth of a second.
 */
async function one_run(browser, { state, locale }, trace) {
  const context = await browser.newContext({ baseURL: options.url, storageState: state, locale, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const told = new Promise((resolve, reject) => {
    devtools.once('Runtime.bindingCalled', ({ payload }) => resolve(JSON.parse(payload)));
    setTimeout(() => reject(new Error(`${options.ready.join(' and ')} not there after ${longest_wait_ms} ms`)), longest_wait_ms).unref();
  });
  await devtools.send('Network.enable');
  await devtools.send('Page.enable');
  await devtools.send('Runtime.enable');
  await devtools.send('Runtime.addBinding', { name: 'first_screen_usable' });
  await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watch})(${JSON.stringify(options.ready)})` });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: Number(options.slowdown) });
  if (trace) await browser.startTracing(page, { screenshots: false });
  await devtools.send('Page.navigate', { url: new URL(options.path, options.url).href });
  const figures = await told;
  if (trace) writeFileSync(trace, await browser.stopTracing());
  await context.close();
  return { ...figures, bytes };
}

function median(runs, name) {
  const ordered = runs.map((run) => run[name]).sort((a, b) => a - b);
  return Math.round(ordered[Math.floor(ordered.length / 2)]);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const person = await signed_in(browser);
  await one_run(browser, person); // the server's first answers warm its caches; not counted
  const runs = [];
  for (let run = 0; run < Number(options.runs); run += 1) runs.push(await one_run(browser, person));
  if (options.trace) await one_run(browser, person, options.trace);
  const figures = Object.fromEntries(Object.keys(runs[0]).map((name) => [name, median(runs, name)]));
  if (options.json) console.log(JSON.stringify({ path: options.path, slowdown: Number(options.slowdown), median: figures, runs }));
  else {
    console.log(`${options.path}, processor slowed ${options.slowdown}×, median of ${runs.length} cold loads`);
    for (const [name, figure] of Object.entries(figures)) console.log(`  ${name.padEnd(16)} ${figure.toLocaleString('en')}`);
    console.log(`  usable, each     ${runs.map((run) => Math.round(run.usable_ms)).join(' ')}`);
  }
} finally {
  await browser.close();
}
