// The style that matters, as a test: line length, words that mean "not done", names of files, traces of one machine.
import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import { test } from 'node:test';
import { files_below, lines_of, read, root, tracked_files } from './source_tree.mjs';

const line_length_max = 140;
const file_lines_guide = 400;

const sources = files_below('src', /\.(cc|h|inc)$/);
const scripts = [...files_below('tests', /\.mjs$/), ...files_below('tools', /\.(sh|mjs)$/), 'run', 'test', '.ci/run'];
const web = files_below('web/src', /\.(ts|tsx|css)$/);

// In characters: a line of Chinese is not three times as long as it looks.
test(`no line is longer than ${line_length_max}`, () => {
  const wrong = [];
  for (const path of [...sources, ...scripts]) {
    lines_of(path).forEach((text, index) => {
      const length = [...text].length;
      if (length > line_length_max) wrong.push(`${path}:${index + 1}: ${length}`);
    });
  }
  assert.deepEqual(wrong, []);
});

test('nothing is marked as not done', () => {
  const words = new RegExp(
    `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK', 'st' + 'ub', 'st' + 'ubbed'].join('|')})\\b`,
  );
  const wrong = [];
  for (const path of [...sources, ...scripts, ...web]) {
    lines_of(path).forEach((text, index) => words.test(text) && wrong.push(`${path}:${index + 1}: ${text.trim().slice(0, 80)}`));
  }
  assert.deepEqual(wrong, []);
});

test('C++ files are named in snake_case, singular folders, and hold no tabs or blanks at line ends', () => {
  const wrong = [];
  for (const path of sources) {
    if (!/^[a-z0-9]+(_[a-z0-9]+)*\.(cc|h|inc)$/.test(basename(path))) wrong.push(`${path}: name`);
    lines_of(path).forEach((text, index) => {
      if (/\t/.test(text)) wrong.push(`${path}:${index + 1}: tab`);
      if (/[ \t]$/.test(text)) wrong.push(`${path}:${index + 1}: blank at the end`);
    });
    if (!read(path).endsWith('\n')) wrong.push(`${path}: no newline at the end`);
  }
  assert.deepEqual(wrong, []);
});

// A guide, not a wall: said, never failed.
test(`files above ${file_lines_guide} lines are listed`, (t) => {
  for (const path of [...sources, ...web]) {
    const count = lines_of(path).length - 1;
    if (count > file_lines_guide) t.diagnostic(`${path} has ${count} lines`);
  }
});

test('tracked files name no folder of one machine and no package registry', (t) => {
  const tracked = tracked_files();
  if (tracked === null) return t.skip('not a checkout: which files are tracked is not known here');
  const folders = [root, homedir()].filter((folder) => folder.split('/').length > 2);
  const home = /\/(home|Users)\/[a-z][\w-]*\//;
  const wrong = [];
  for (const path of tracked) {
    if (/\.(png|woff2?|xlsx|ico|jpe?g)$/.test(path)) continue;
    let text;
    try {
      text = read(path);
    } catch {
      continue; // deleted in the work tree, not yet in the index
    }
    for (const folder of folders) if (text.includes(folder + '/')) wrong.push(`${path}: ${folder}`);
    const match = home.exec(text);
    if (match) wrong.push(`${path}: ${match[0]}`);
    if (basename(path) === '.npmrc' && /registry\s*=/.test(text)) wrong.push(`${path}: names a registry`);
    if (basename(path) === 'package-lock.json' && /"resolved"/.test(text)) wrong.push(`${path}: holds registry addresses`);
  }
  assert.deepEqual(wrong, []);
});

test('built and private files are not tracked', (t) => {
  const tracked = tracked_files();
  if (tracked === null) return t.skip('not a checkout: which files are tracked is not known here');
  assert.deepEqual(
    tracked.filter((path) => /(^|\/)(node_modules|dist|build)\/|\.(db|db-wal|db-shm|log|o|pem|key)$/.test(path)),
    [],
  );
});
