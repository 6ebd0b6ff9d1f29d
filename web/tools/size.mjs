// The budget of the first screen: script and style that Today and the Wheel need, in brotli bytes, must stay within
// 200 KB. Follows Vite's manifest from the entry and the view, static imports only.
import { readFileSync, existsSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const budget = 200 * 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

function bytes(file) {
  const packed = new URL(`${file}.br`, dist);
  return existsSync(packed) ? readFileSync(packed).length : brotliCompressSync(readFileSync(new URL(file, dist))).length;
}

function collect(key, files = new Set()) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const next of chunk.imports ?? []) collect(next, files);
  return files;
}

const language = Object.keys(manifest).find((key) => key.includes('pack_zh_cn'));
const listed = process.argv.includes('--files');
let failed = false;
for (const view of ['today', 'wheel']) {
  const files = collect('index.html');
  collect(language, files);
  collect(`src/views/${view}/index.tsx`, files);
  const total = [...files].reduce((sum, file) => sum + bytes(file), 0);
  const over = total > budget;
  failed ||= over;
  if (listed) for (const file of [...files].sort((a, b) => bytes(b) - bytes(a))) console.log(`  ${(bytes(file) / 1024).toFixed(1).padStart(6)} ${file}`);
  console.log(`${view}: ${(total / 1024).toFixed(1)} KB brotli in ${files.size} files${over ? `, over the budget of ${budget / 1024} KB` : ''}`);
}
process.exitCode = failed ? 1 : 0;
