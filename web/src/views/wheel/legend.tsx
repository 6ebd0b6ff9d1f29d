// How to read the picture.
import { useTranslation } from 'react-i18next';
import type { Unit } from '~/api/types';

export function Legend({ unit, windowDays }: { unit: Unit; windowDays: string }) {
  const { t } = useTranslation();
  return (
    <div className="row legend-row caption third">
      <span className="row">
        <svg width="30" height="12" aria-hidden="true">
          <circle cx="5" cy="6" r="3" fill="var(--text-3)" />
          <circle cx="20" cy="6" r="6" fill="var(--text-3)" />
        </svg>
        {t(unit === 'account' ? 'wheel.legend_dot' : 'wheel.legend_dot_opportunity')}
      </span>
      <span className="row">
        <svg width="12" height="12" aria-hidden="true">
          <circle cx="6" cy="6" r="4.6" fill="none" stroke="var(--text-3)" strokeWidth="2" />
        </svg>
        {t('wheel.legend_hollow')}
      </span>
      <span>{t('wheel.legend_distance')}</span>
      <span className="row">
        <svg width="22" height="8" aria-hidden="true">
          <path d="M0 4H22" stroke="var(--bad)" strokeWidth="1.5" strokeDasharray="3 3" />
        </svg>
        {t('wheel.legend_line')}
      </span>
      <span className="row">
        <svg width="30" height="18" aria-hidden="true">
          <circle cx="9" cy="9" r="8" fill="none" stroke="var(--line-2)" />
          <text x="9" y="13" fontSize="11" textAnchor="middle" fill="currentColor">
            3
          </text>
          <path d="M21 4.5 28 9 21 13.5Z" fill="currentColor" />
        </svg>
        {t('wheel.legend_moves', { n: windowDays })}
      </span>
    </div>
  );
}
