// docs/SECURITY.md names files and tests as its proof: each must be there, and each requirement must have its row.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { files_below, read, root } from './source_tree.mjs';

const text = read('docs/SECURITY.md');
const is_there = (path) => existsSync(join(root, path));
const code_spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span);

// “title” (`api/session`), also several titles before one place.
const cited_titles = () => {
  const cited = [];
  for (const [, titles, place] of text.matchAll(/(“[^|]*?)[(,] ?`((?:api|cli|e2e|crash|tests)\/[\w/.]+)`/g))
    for (const [, title] of titles.matchAll(/“([^”]+)”/g))
      cited.push([title, place.startsWith('tests/') ? place : `tests/${place}.test.mjs`]);
  return cited;
};

test('every file that is named is there', () => {
  const is_path = (span) => /^[\w-]+(\/[\w.-]+)+\.(cc|h|ts|tsx|mjs|md|sh|json|service)$/.test(span);
  const paths = code_spans.filter(is_path);
  assert.ok(paths.length > 100, `${paths.length} paths were recognised`);
  assert.deepEqual(
    [...new Set(paths)].filter((path) => !is_there(path) && !is_there(join('src', path))),
    [],
  );
});

test('every test beside the code that is named is there', () => {
  const there = new Set();
  for (const path of files_below('src', /_test\.cc$/))
    for (const [, suite, name] of read(path).matchAll(/^TEST(?:_F|_P)?\((\w+), (\w+)\)/gm)) there.add(`${suite}.${name}`);
  const cited = [...new Set(code_spans.filter((span) => /^[A-Z]\w+\.[A-Z]\w+$/.test(span)))];
  assert.ok(cited.length > 60, `${cited.length} tests were recognised`);
  assert.deepEqual(
    cited.filter((name) => !there.has(name)),
    [],
  );
});

test('every test by its title is there', () => {
  const cited = cited_titles();
  const titles = [...text.matchAll(/“([^”]+)”/g)].map(([, title]) => title);
  assert.deepEqual(
    titles.filter((title) => !cited.some(([known]) => known === title)),
    [],
    'titles without the file they stand in',
  );
  assert.deepEqual(
    cited.filter(([title, path]) => !is_there(path) || !read(path).includes(title)),
    [],
  );
});

test('each requirement of levels 1 and 2 has one row, a state and a reason', () => {
  const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$/gm)];
  const of_level = (level) => rows.filter((row) => row[2] === level).length;
  assert.equal(new Set(rows.map((row) => row[1])).size, rows.length, 'an id twice');
  assert.deepEqual([of_level('1'), of_level('2')], [70, 183]);
  const states = { met: 0, 'met, untested': 0, 'not applicable': 0, '**open**': 0 };
  for (const [, id, , , state, reason] of rows) {
    assert.ok(state in states, `${id}: ${state}`);
    assert.ok(reason.trim().length > 3, `${id} has no reason`);
    states[state] += 1;
  }
  assert.ok(text.includes(`| ${Object.values(states).join(' | ')} |`), `the sums are ${JSON.stringify(states)}`);
});
