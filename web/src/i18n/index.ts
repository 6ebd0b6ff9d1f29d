// Texts of the interface. Each area keeps one small file per language (en/<area>.json, zh-CN/<area>.json; the file
// name is the first part of the key); the domain's words come from lang/ at the root, shared with the server.
// Only the language in use is loaded.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '~/format/money';

type Pack = Record<string, unknown>;

const loaders: Record<Language, () => Promise<{ default: Pack }>> = {
  'zh-CN': () => import('./pack_zh_cn'),
  en: () => import('./pack_en'),
};

export const languageNames: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };
const storageKey = 'wheelhouse.language';

export function normalLanguage(text: string | null | undefined): Language {
  return text && !/^zh/i.test(text) ? 'en' : 'zh-CN';
}

export async function startLanguage(): Promise<void> {
  const language = normalLanguage(document.documentElement.lang);
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: (await loaders[language]()).default } },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
    returnNull: false,
    // A missing text shows its key: ugly on purpose, and the tests find it first.
    fallbackLng: false,
  });
}

export async function setLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await loaders[language]()).default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is forbidden: the choice holds for this visit.
  }
}

/** The label in the other language, where two languages teach (rim of the wheel, section heads). */
export async function loadOther(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await loaders[language]()).default);
  }
}
