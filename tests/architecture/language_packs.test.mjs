// The two language packs say the same things: same keys, same placeholders, nothing empty; and every key that
// C++ sends to people is in both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code_without_comments, files_below, read } from './source_tree.mjs';

function flatten(value, prefix = '', into = new Map()) {
  for (const [key, child] of Object.entries(value)) {
    const name = prefix ? `${prefix}.${key}` : key;
    if (child !== null && typeof child === 'object') flatten(child, name, into);
    else into.set(name, child);
  }
  return into;
}

const packs = new Map(
  files_below('lang', /\.json$/).map((path) => [path.replace(/^lang\/|\.json$/g, ''), flatten(JSON.parse(read(path)))]),
);
// Plural forms differ by language: Chinese has one where English has two.
const without_plural = (key) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const keys_of = (pack) => new Set([...pack.keys()].map(without_plural));
const placeholders_of = (text) =>
  [...new Set(String(text).match(/\{\{?\s*[\w.]+[^}]*\}?\}/g) ?? [])].map((p) => p.replace(/[{}\s]|,.*/g, '')).sort();

test('both languages are there', () => {
  assert.ok(packs.has('en') && packs.has('zh-CN'), `found ${[...packs.keys()].join(', ')}`);
  assert.ok(packs.get('en').size > 0);
});

test('both packs have the same keys', () => {
  const [en, zh] = [keys_of(packs.get('en')), keys_of(packs.get('zh-CN'))];
  assert.deepEqual(
    [...en].filter((key) => !zh.has(key)),
    [],
    'missing in zh-CN',
  );
  assert.deepEqual(
    [...zh].filter((key) => !en.has(key)),
    [],
    'missing in en',
  );
});

test('no text is empty, and every value is a text', () => {
  for (const [language, pack] of packs) {
    const empty = [...pack].filter(([, text]) => typeof text !== 'string' || text.trim() === '').map(([key]) => key);
    assert.deepEqual(empty, [], language);
  }
});

test('a sentence has the same placeholders in both languages', () => {
  const wrong = [];
  for (const [key, text] of packs.get('en')) {
    const other = packs.get('zh-CN').get(key);
    if (other === undefined) continue;
    const [a, b] = [placeholders_of(text), placeholders_of(other)];
    if (a.join() !== b.join()) wrong.push(`${key}: en {${a}} zh-CN {${b}}`);
  }
  assert.deepEqual(wrong, []);
});

// The ways in which C++ names a sentence. A key put together at run time cannot be read here; there are few.
const ways_to_name_a_key = [
  [/Error::make\(\s*Errc::\w+,\s*"([^"]+)"/g, 'error.'],
  [/invalid_field\(\s*[^,;]+?,\s*"([^"]+)"/g, 'field.'],
  [/errors\.push_back\(\{\s*[^,{}]+?,\s*"([^"]+)"/g, 'field.'],
  [/lang::text\(\s*[^,;]+?,\s*"([^"]+)"\s*[,)]/g, ''],
  [/\bwords_?\(\s*"([^"]+)"\s*[,)]/g, ''],
];

test('every key that C++ names has its sentence', () => {
  const missing = new Set();
  for (const path of files_below('src', /\.(cc|h)$/)) {
    if (path.endsWith('_test.cc')) continue;
    const code = code_without_comments(path);
    for (const [pattern, prefix] of ways_to_name_a_key) {
      for (const match of code.matchAll(pattern)) {
        for (const [language, pack] of packs) {
          if (!pack.has(prefix + match[1]) && !keys_of(pack).has(prefix + match[1]))
            missing.add(`${language}: ${prefix}${match[1]} (${path})`);
        }
      }
    }
  }
  assert.deepEqual([...missing].sort(), []);
});
