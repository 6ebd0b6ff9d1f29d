// The texts of the interface by key, in one language: what a person reads is what a test presses, and a text may be
// reworded without breaking one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './program.mjs';

export function texts_in(language) {
  const packs = new Map();
  const pack = (path) => {
    if (!packs.has(path)) packs.set(path, existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);
    return packs.get(path);
  };
  const inside = (value, keys) => keys.reduce((at, key) => at?.[key], value);
  // `values` fill the {places}; a plural is found by its "other" form.
  return (key, values = {}) => {
    const [area, ...rest] = key.split('.');
    const of_area = pack(join(root, 'web', 'src', 'i18n', language, `${area}.json`));
    const shared = pack(join(root, 'lang', `${language}.json`));
    const found = inside(of_area, rest) ?? inside(shared, [area, ...rest]) ?? inside(of_area, [`${rest.join('.')}_other`]);
    if (typeof found !== 'string') throw new Error(`no text for ${key} in ${language}`);
    return found.replace(/\{(\w+)[^}]*\}/g, (place, name) => values[name] ?? place);
  };
}

// The same as a pattern: places match anything. For texts with figures in them.
export function pattern_in(language) {
  const text = texts_in(language);
  return (key) =>
    new RegExp(
      text(key)
        .split(/\{[^}]*\}/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*'),
    );
}
