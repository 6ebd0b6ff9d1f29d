// What somebody said or did. The customer's words stand in quotation marks; a seller's own reading is grey, without
// marks, so that nobody mistakes one for the other (DESIGN §1.4).
import { useTranslation } from 'react-i18next';

interface QuoteBlockProps {
  text: string | null;
  /** Verbatim, or from a document of the customer. */
  verbatim: boolean;
  inference?: boolean;
  clamp?: boolean;
}

/** The language of a text where it is not the reader's, for fonts and screen readers. Only what the script gives away. */
export function otherLanguage(text: string, reader: string): string | undefined {
  const chinese = /\p{Script=Han}/u.test(text);
  if (chinese && reader === 'en') return 'zh-CN';
  return !chinese && reader !== 'en' && /[A-Za-z]{2}/.test(text) ? 'en' : undefined;
}

export function QuoteBlock({ text, verbatim, inference, clamp }: QuoteBlockProps) {
  const { t, i18n } = useTranslation();
  const trimmed = text?.trim() ?? '';
  if (!trimmed) return <span className="third">{t('quote.none')}</span>;
  const marked = verbatim && !/^[“"「『]/.test(trimmed) ? t('quote.marked', { text: trimmed }) : trimmed;
  const names = ['quote-text'];
  if (inference) names.push('third');
  if (clamp) names.push('ellipsis');
  const lang = otherLanguage(trimmed, i18n.language);
  return verbatim ? (
    <q lang={lang} className={`${names.join(' ')} bare`}>
      {marked}
    </q>
  ) : (
    <span lang={lang} className={names.join(' ')}>
      {marked}
    </span>
  );
}
