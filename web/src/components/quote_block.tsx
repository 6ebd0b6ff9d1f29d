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

export function QuoteBlock({ text, verbatim, inference, clamp }: QuoteBlockProps) {
  const { t } = useTranslation();
  const trimmed = text?.trim() ?? '';
  if (!trimmed) return <span className="third">{t('quote.none')}</span>;
  const marked = verbatim && !/^[“"「『]/.test(trimmed) ? t('quote.marked', { text: trimmed }) : trimmed;
  const names = ['quote-text'];
  if (inference) names.push('third');
  if (clamp) names.push('ellipsis');
  return verbatim ? <q className={`${names.join(' ')} bare`}>{marked}</q> : <span className={names.join(' ')}>{marked}</span>;
}
