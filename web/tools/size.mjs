// The budget of the first screen: script and style that Today and the Wheel need, in brotli bytes, must stay within
// 200 KB. What they need is what index.html names: the entry, and the files that first_paint.js asks for at once.
//   node tools/size.mjs [--files] [folder of the build]
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const budget = 200 * 1024;
const listed = process.argv.includes('--files');
const dist = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? fileURLToPath(new URL('../dist', import.meta.url));
const html = readFileSync(join(dist, 'index.html'), 'utf8');

function bytes(file) {
  const packed = join(dist, `${file}.br`);
  return existsSync(packed) ? readFileSync(packed).length : brotliCompressSync(readFileSync(join(dist, file))).length;
}

const early = JSON.parse((/data-early='([^']*)'/.exec(html)?.[1] ?? '{}').replaceAll('&#39;', "'").replaceAll('&amp;', '&'));
const entry = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);

let failed = false;
for (const view of ['/today', '/wheel']) {
  if (!early[view] || !early['zh-CN']) throw new Error(`index.html does not say what ${view} needs`);
  const files = [...new Set([...entry, ...early['zh-CN'], ...early[view]])];
  const total = files.reduce((sum, file) => sum + bytes(file), 0);
  const over = total > budget;
  failed ||= over;
  if (listed) for (const file of [...files].sort((a, b) => bytes(b) - bytes(a))) console.log(`  ${(bytes(file) / 1024).toFixed(1).padStart(6)} ${file}`);
  console.log(`${view.slice(1)}: ${(total / 1024).toFixed(1)} KB brotli in ${files.length} files${over ? `, over the budget of ${budget / 1024} KB` : ''}`);
}
process.exitCode = failed ? 1 : 0;
