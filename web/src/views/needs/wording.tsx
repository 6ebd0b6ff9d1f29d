// What the customer's wording sounds like: implied or explicit, with the words that say so. Only a suggestion: the person
// decides, and negated or conditional words are shown as not counting.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import type { Wording } from '~/api/selling';
import { Icon } from '~/components/icon';

const pause = 500; // ms after the last letter
const enough = 4; // letters

export function useWording(text: string): Wording | null {
  const [wording, setWording] = useState<Wording | null>(null);
  const asked = text.trim();
  useEffect(() => {
    if ([...asked].length < enough) {
      setWording(null);
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      // Without a line there is no suggestion, and nothing is said about it.
      request<Wording>('/needs/suggest', { method: 'POST', body: { text: asked }, signal: abort.signal }).then(
        (answer) => setWording(answer.body),
        () => undefined,
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked]);
  return wording;
}

export function WordingHint({ wording }: { wording: Wording | null }) {
  const { t } = useTranslation();
  if (!wording || (wording.suggestion === null && wording.signals.length === 0)) return null;
  return (
    <div className="form-note caption" role="status">
      <div className="chip-row">
        <Icon name="message" size={14} className="third" />
        <b>{t(wording.suggestion ? `needs.sounds_${wording.suggestion}` : 'needs.sounds_neither')}</b>
        {wording.signals.map((signal, index) => (
          <span key={index} className={signal.counts ? 'tag' : 'tag hollow'}>
            {t('quote.marked', { text: signal.text })}
            {signal.why && <span className="third">{t(`needs.signal_${signal.why}`)}</span>}
          </span>
        ))}
      </div>
      <p className="third">{t('needs.you_decide')}</p>
    </div>
  );
}
