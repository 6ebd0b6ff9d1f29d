// Where a person stands towards us. The glyph is mandatory, colour only helps (DESIGN §6.5); unknown is a hollow mark.
import { useTranslation } from 'react-i18next';

export type Stance = 'supporter' | 'neutral' | 'opponent' | 'unknown';
export const stances: readonly Stance[] = ['supporter', 'neutral', 'opponent', 'unknown'];

export function stanceOf(attitude: number | null | undefined): Stance {
  if (attitude === null || attitude === undefined) return 'unknown';
  if (attitude > 0) return 'supporter';
  return attitude < 0 ? 'opponent' : 'neutral';
}

const marks: Record<Stance, string> = {
  supporter: 'M5 9l2.8 3 5.4-6',
  neutral: 'M5 9h8',
  opponent: 'M5.8 5.8l6.4 6.4M12.2 5.8l-6.4 6.4',
  unknown: 'M7 7.2a2.1 2.1 0 1 1 3 1.9c-.6.3-1 .7-1 1.4M9 12.6h.01',
};

export function StanceGlyph({ stance, size = 18, plain }: { stance: Stance; size?: number; plain?: boolean }) {
  const { t } = useTranslation();
  const hollow = stance === 'unknown';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
      {...(plain ? { 'aria-hidden': true } : { role: 'img', 'aria-label': t(`stance.${stance}`) })}
    >
      <circle cx="9" cy="9" r={hollow ? 8.2 : 9} fill={hollow ? 'none' : `var(--${stance})`} stroke={hollow ? 'var(--control)' : 'none'} strokeWidth="1.4" strokeDasharray={hollow ? '2.5 2' : undefined} />
      <path d={marks[stance]} stroke={hollow ? 'var(--text-3)' : 'var(--surface)'} strokeWidth={hollow ? 1.5 : 2} />
    </svg>
  );
}

/** "✓2 −1 ✕1": how many of each, leaving out what is nobody; null where it is withheld. */
export function StanceCounts({ counts }: { counts: Record<Stance, number> | null }) {
  const { t } = useTranslation();
  if (!counts) return <span className="third">{t('common.withheld')}</span>;
  const shown = stances.filter((stance) => counts[stance] > 0);
  if (shown.length === 0) return <span className="third">–</span>;
  return (
    <span className="stance-counts" role="img" aria-label={shown.map((stance) => `${t(`stance.${stance}`)} ${counts[stance]}`).join(', ')}>
      {shown.map((stance) => (
        <span key={stance} className="stance-count" aria-hidden="true">
          <StanceGlyph stance={stance} size={14} plain />
          <span className="numeric">{counts[stance]}</span>
        </span>
      ))}
    </span>
  );
}
