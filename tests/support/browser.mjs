// Debian's Chromium, headless, on the interface that the program serves. A page here collects what went wrong in it:
// script errors, refused scripts and styles, requests that failed.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './program.mjs';

const require = createRequire(join(root, 'tests', 'e2e', 'package.json'));
const { chromium } = require('playwright-core');
const axe_source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const action_timeout_ms = 30_000;
const quiet_enough_ms = 150;
export const output = join(root, 'tests', 'e2e', 'output');

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Tests run as root on build machines, where Chromium has no sandbox.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
  });

// cookies: of a Client that is signed in.
export async function open_page(
  browser,
  origin,
  // Requests that a service worker makes pass the routes by which tests make answers fail.
  { client = null, language = 'en', theme = 'light', width = 1440, height = 900, service_workers = 'block' } = {},
) {
  const context = await browser.newContext({
    baseURL: origin,
    locale: language,
    colorScheme: theme,
    viewport: { width, height },
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    hasTouch: width < 640,
    isMobile: width < 640,
    serviceWorkers: service_workers,
  });
  await context.addInitScript((chosen) => localStorage.setItem('wheelhouse.language', chosen), language);
  if (client) await context.addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: origin })));
  const page = await context.newPage();
  page.setDefaultTimeout(action_timeout_ms);
  page.troubles = [];
  page.on('pageerror', (error) => page.troubles.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A refusal by the content security policy, a React error, a missing key: none is there in a sound page.
    // "Failed to load resource" is told of every answer above 399, which tests provoke on purpose.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      page.troubles.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => response.status() >= 500 && page.troubles.push(`${response.status()} ${response.url()}`));
  page.pending = new Set();
  page.on(
    'request',
    (request) => request.resourceType() !== 'eventsource' && !request.url().endsWith('/events') && page.pending.add(request),
  );
  for (const ending of ['requestfinished', 'requestfailed']) page.on(ending, (request) => page.pending.delete(request));
  page.close_all = () => context.close();
  return page;
}

// The page has what it asked for and has drawn it. The event stream never ends and does not count.
export async function settled(page) {
  await page.waitForLoadState('load');
  for (let quiet_ms = 0, waited_ms = 0; quiet_ms < quiet_enough_ms && waited_ms < action_timeout_ms; waited_ms += 25) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    quiet_ms = page.pending.size === 0 ? quiet_ms + 25 : 0;
  }
  // A page that has not been drawn yet is quiet as well: its title is what says that it is there.
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('[aria-busy="true"], .skeleton'), null, {
    timeout: action_timeout_ms,
  });
  await page.evaluate(() => document.fonts.ready);
}

export async function accessibility_faults(page) {
  await page.evaluate(axe_source);
  const { violations } = await page.evaluate(() =>
    // What React Aria says to screen readers is put into a log of its own for a moment, as an image without a picture.
    // eslint-disable-next-line no-undef
    axe.run(
      { exclude: ['[role="log"][aria-live]'] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] },
    ),
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 3)
        .map((node) => node.target.join(' '))
        .join(' | ')}`,
  );
}

// What DESIGN asks of every page: no text cut off, nothing outside the window or over its neighbour in a drawing.
export function clipped_text(page) {
  return page.evaluate(() => {
    const faults = [];
    const text = (element) => (element.textContent ?? '').trim().slice(0, 40);
    const named = (element) =>
      `${element.tagName.toLowerCase()}.${String(element.className?.baseVal ?? element.className).split(' ')[0]}`;
    // What a person can scroll to is not lost: tables and lists scroll inside their own box on a narrow screen.
    const scrolls = (element) => {
      for (let at = element; at; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
      return false;
    };
    const invisible = (element) => {
      const style = getComputedStyle(element);
      return style.visibility === 'hidden' || style.clip !== 'auto' || style.clipPath !== 'none';
    };
    const hidden = (element) => {
      for (let at = element; at && at !== document.body; at = at.parentElement) if (invisible(at)) return true;
      return false;
    };
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('svg') && element.tagName !== 'svg') continue;
      const box = element.getBoundingClientRect();
      if (!box.width || !box.height || hidden(element)) continue;
      if (box.right > innerWidth + 1 && !scrolls(element)) faults.push(`outside the window: ${named(element)} ${text(element)}`);
      const style = getComputedStyle(element);
      const own_text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      // An ellipsis with the whole text in reach (title or label) is a choice; without, it is lost text.
      const tells_all = element.closest('[title], [aria-label]');
      if (
        own_text &&
        element.clientWidth > 0 &&
        element.scrollWidth > element.clientWidth + 1 &&
        style.overflowX !== 'visible' &&
        !scrolls(element)
      ) {
        if (style.textOverflow !== 'ellipsis' || !tells_all) faults.push(`cut: ${named(element)} ${text(element)}`);
      }
    }
    for (const svg of document.querySelectorAll('svg')) {
      const frame = svg.getBoundingClientRect();
      const labels = [...svg.querySelectorAll('text')]
        .filter((label) => !label.querySelector('textPath'))
        .map((label) => [label, label.getBoundingClientRect()]);
      for (const [label, box] of labels) {
        if (!box.width) continue;
        if (box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 2 || box.top < frame.top - 3)
          faults.push(`outside its drawing: ${label.textContent}`);
      }
      for (let i = 0; i < labels.length; i += 1) {
        for (let j = i + 1; j < labels.length; j += 1) {
          const [a, b] = [labels[i][1], labels[j][1]];
          if (
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4
          )
            faults.push(`one over the other: ${labels[i][0].textContent} | ${labels[j][0].textContent}`);
        }
      }
    }
    return faults;
  });
}

// Keys of the language packs that reached the screen.
export function untranslated(page) {
  return page.evaluate(() =>
    [...new Set(document.body.innerText.match(/\b[a-z_]+(\.[a-z_]+)+\b/g) ?? [])].filter(
      (word) => !/\.(com|example|invalid|cn|org)$/.test(word),
    ),
  );
}

export async function picture(page, name) {
  await mkdir(output, { recursive: true });
  await writeFile(join(output, `${name}.png`), await page.screenshot({ fullPage: false }));
}
