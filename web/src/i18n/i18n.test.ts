// The two languages say the same things, and every key the code asks for exists.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import moreEnglish from './more_en';
import moreChinese from './more_zh_cn';
import firstEnglish from './pack_en';
import firstChinese from './pack_zh_cn';
import { stageNames } from './stage_names';

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

const en = flatten({ ...firstEnglish, ...moreEnglish } as Tree);
const zh = flatten({ ...firstChinese, ...moreChinese } as Tree);
const first = flatten(firstEnglish as Tree);
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

  it('name the stages as the pairs on the rim do', () => {
    for (const [language, texts] of [['en', en], ['zh-CN', zh]] as const) {
      for (const [stage, name] of Object.entries(stageNames[language])) expect(texts.get(`stage.${stage}`)).toBe(name);
    }
  });

  it('leave nothing empty, and speak in the tone of the design', () => {
    for (const [key, text] of [...en, ...zh]) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/[!！]/);
    }
    // The question bank is what people say to customers, a proposal what they are handed; there it is polite.
    for (const [key, text] of zh) if (!/^(question_bank|print\.proposal)\./.test(key)) expect(text, key).not.toMatch(/您/);
  });

  it('separate Chinese from Latin letters and digits by a space', () => {
    const close = [...zh].filter(([key, text]) => {
      if (key.startsWith('field.') || key.startsWith('currency_name')) return false;
      return /\p{Script=Han}[A-Za-z]|[A-Za-z]\p{Script=Han}/u.test(text.replaceAll(/\{\w+\}/g, ''));
    });
    expect(close).toEqual([]);
  });

  const asked = (path: string) =>
    [...readFileSync(path, 'utf8').matchAll(/\bt\(\s*(?:[^'"`()]*\?\s*)?'([a-z_0-9]+\.[\w.-]+)'/g)].map((match) => match[1] ?? '');
  const absent = (texts: Map<string, string>, path: string) =>
    asked(path).filter((key) => !texts.has(key) && !texts.has(`${key}_other`)).map((key) => `${path}: ${key}`);

  it('answer every key the code asks for', () => {
    expect(sources(join(__dirname, '..')).flatMap((path) => absent(en, path))).toEqual([]);
  });

  it('hold in the first pack what the frame and the first screens ask for', () => {
    const frame = ['app', 'components', 'views/today', 'views/wheel'].flatMap((part) => sources(join(__dirname, '..', part)));
    expect(frame.flatMap((path) => absent(first, path))).toEqual([]);
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
      for (const match of text.matchAll(/(?:invalid_field\([^;,]*,\s*"([a-z_]+)"[,)]|push_back\(\{[^;{},]*,\s*"([a-z_]+)",\s*\{)/g)) {
        const code = match[1] ?? match[2];
        if (!en.has(`field.${code}`)) missing.add(`field.${code} (${path.slice(server.length + 1)})`);
      }
    }
    expect([...missing].sort()).toEqual([]);
  });
});
