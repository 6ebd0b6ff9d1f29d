// The two languages say the same things, and every key the code asks for exists.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import english from './pack_en';
import chinese from './pack_zh_cn';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}

function sources(directory: string, wanted = /\.tsx?$/, unwanted = /\.test\./): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) return sources(path, wanted, unwanted);
    return wanted.test(name) && !unwanted.test(name) ? [path] : [];
  });
}

const en = flatten(english as Tree);
const zh = flatten(chinese as Tree);
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('language packs', () => {
  it('have the same keys', () => {
    // Chinese has one plural form: "_one" is English alone.
    const keys = (texts: Map<string, string>) => new Set([...texts.keys()].filter((key) => !(key.endsWith('_one') && texts.has(`${key.slice(0, -4)}_other`))));
    expect([...keys(zh)].filter((key) => !en.has(key))).toEqual([]);
    expect([...keys(en)].filter((key) => !zh.has(key))).toEqual([]);
  });

  it('have the same placeholders', () => {
    const different = [...en].filter(([key, text]) => {
      // "{count} note" may be "one note" in one of the languages.
      if (/_one$/.test(key)) return false;
      return placeholders(text).join() !== placeholders(zh.get(key) ?? '').join();
    });
    expect(different).toEqual([]);
  });

  it('leave nothing empty, and speak in the tone of the design', () => {
    for (const [key, text] of [...en, ...zh]) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/[!！]/);
    }
    for (const [key, text] of zh) expect(text, key).not.toMatch(/您/);
  });

  it('separate Chinese from Latin letters and digits by a space', () => {
    const close = [...zh].filter(([key, text]) => {
      if (key.startsWith('field.') || key.startsWith('currency_name')) return false;
      return /\p{Script=Han}[A-Za-z]|[A-Za-z]\p{Script=Han}/u.test(text.replaceAll(/\{\w+\}/g, ''));
    });
    expect(close).toEqual([]);
  });

  it('answer every key the code asks for', () => {
    const missing: string[] = [];
    for (const path of sources(join(__dirname, '..'))) {
      for (const match of readFileSync(path, 'utf8').matchAll(/\bt\(\s*(?:[^'"`()]*\?\s*)?'([a-z_0-9]+\.[\w.-]+)'/g)) {
        const key = match[1] ?? '';
        if (!en.has(key) && !en.has(`${key}_other`)) missing.push(`${path}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe('the server', () => {
  const server = join(__dirname, '../../../src');
  const files = sources(server, /\.(cc|h)$/, /_test\.cc$|_for_tests/);

  it('has a sentence for every reason and field code it can give', () => {
    const missing = new Set<string>();
    for (const path of files) {
      const text = readFileSync(path, 'utf8');
      for (const match of text.matchAll(/Error::make\(\s*Errc::\w+,\s*"([a-z_]+)"/g)) if (!en.has(`error.${match[1]}`)) missing.add(`error.${match[1]}`);
      for (const match of text.matchAll(/(?:invalid_field\([^;,]*,|push_back\(\{[^;{},]*,)\s*"([a-z_]+)"(?:\)|,\s*\{)/g)) {
        if (!en.has(`field.${match[1]}`)) missing.add(`field.${match[1]} (${path.slice(server.length + 1)})`);
      }
    }
    expect([...missing].sort()).toEqual([]);
  });
});
