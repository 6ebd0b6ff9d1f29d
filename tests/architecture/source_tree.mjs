// Reads the source tree for the tests of this folder: which files there are, their lines, their includes.
// Judges nothing.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const not_ours = new Set(['node_modules', 'dist', 'build', 'data', 'output', '.git']);

// Paths below `folder` (relative to the root, with '/') whose name matches `pattern`, sorted.
export function files_below(folder, pattern) {
  const found = [];
  const walk = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (not_ours.has(entry.name) || entry.name.startsWith('build-')) continue;
      const child = join(path, entry.name);
      if (entry.isDirectory()) walk(child);
      else if (pattern.test(entry.name)) found.push(relative(root, child));
    }
  };
  walk(join(root, folder));
  return found.sort();
}

export const read = (path) => readFileSync(join(root, path), 'utf8');
export const lines_of = (path) => read(path).split('\n');

// [{ line, target, quoted }] in the order of the file.
export function includes_of(path) {
  const found = [];
  lines_of(path).forEach((text, index) => {
    const match = /^\s*#\s*include\s*(["<])([^">]+)[">]/.exec(text);
    if (match) found.push({ line: index + 1, target: match[2], quoted: match[1] === '"' });
  });
  return found;
}

// The text of a C++ file without its comments; strings stay. Line numbers are kept.
export function code_without_comments(path) {
  return read(path).replace(
    /("(?:[^"\\\n]|\\.)*")|('(?:[^'\\\n]|\\.)*')|(\/\/[^\n]*)|(\/\*[\s\S]*?\*\/)/g,
    (whole, text, character) => text ?? character ?? whole.replace(/[^\n]/g, ' '),
  );
}

// Files under version control, or null where the tree is not a checkout (an unpacked archive).
export function tracked_files() {
  try {
    return execFileSync('git', ['-c', `safe.directory=${root}`, '-C', root, 'ls-files', '-z'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 << 20,
    })
      .split('\0')
      .filter(Boolean);
  } catch {
    return null;
  }
}
