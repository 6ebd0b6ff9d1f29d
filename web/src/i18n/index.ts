// Texts of the interface. Each area keeps one small file per language (en/<area>.json, zh-CN/<area>.json; the file
// name is the first part of the key); the domain's words come from lang/ at the root, shared with the server.
// Only the language in use is loaded: first what the frame, Today and the Wheel need, the rest with the first other page.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '~/format/money';

type Pack = Record<string, unknown>;
type Loader = () => Promise<{ default: Pack }>;

const first: Record<Language, Loader> = { 'zh-CN': () => import('./pack_zh_cn'), en: () => import('./pack_en') };
const more: Record<Language, Loader> = { 'zh-CN': () => import('./more_zh_cn'), en: () => import('./more_en') };

export const languageNames: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };
const storageKey = 'wheelhouse.language';
const complete = new Set<Language>();
let moreWanted = false;

export function normalLanguage(text: string | null | undefined): Language {
  return text && !/^zh/i.test(text) ? 'en' : 'zh-CN';
}

export async function startLanguage(): Promise<void> {
  const language = normalLanguage(document.documentElement.lang);
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: (await first[language]()).default } },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
    returnNull: false,
    // A missing text shows its key: ugly on purpose, and the tests find it first.
    fallbackLng: false,
  });
}

/** Before any page but the first screens. */
export async function loadAllTexts(): Promise<void> {
  moreWanted = true;
  await loadMore(normalLanguage(i18next.language));
}

async function loadMore(language: Language): Promise<void> {
  if (complete.has(language)) return;
  i18next.addResourceBundle(language, 'translation', (await more[language]()).default, true);
  complete.add(language);
}

export async function setLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await first[language]()).default);
  }
  if (moreWanted) await loadMore(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is forbidden: the choice holds for this visit.
  }
}
