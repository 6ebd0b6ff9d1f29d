// Needs by how much of them shows: four flags set is above the water, two or three on the waterline, fewer below.
import { useTranslation } from 'react-i18next';
import type { LedgerHead, LedgerNeed } from '~/api/selling';
import { Card } from '~/components/card';
import { NeedStateTag } from '../selling/marks';

const bands = ['above_water', 'waterline', 'below'] as const;

export function Iceberg({ iceberg, needs, onOpen }: { iceberg: LedgerHead['iceberg']; needs: readonly LedgerNeed[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <Card title={t('needs.iceberg')} note={t('needs.iceberg_note')}>
      <div className="iceberg">
        <svg viewBox="0 0 72 210" width="72" height="210" aria-hidden="true" className="iceberg-drawing">
          <path d="M36 8 52 34 58 66 14 66 22 34Z" className="tip" />
          <path d="M14 66 58 66 68 104 60 106 4 106 2 104Z" className="line" />
          <path d="M4 106 66 106 70 146 52 188 34 202 12 168 2 132Z" className="body" />
          <path d="M0 86H72" className="water" />
        </svg>
        <dl className="iceberg-bands">
          {bands.map((band) => {
            const here = needs.filter((need) => iceberg[band].includes(need.id));
            return (
              <div key={band} className={`iceberg-band ${band}`}>
                <dt className="row">
                  <b>{t(`need_band.${band}`)}</b>
                  <span className="numeric third">{iceberg[band].length}</span>
                </dt>
                <dd>
                  {here.length === 0 && <span className="caption third">{t('common.none')}</span>}
                  {here.slice(0, 4).map((need) => (
                    <button key={need.id} type="button" className="row-open caption" onClick={() => onOpen(need.id)}>
                      {need.text} <NeedStateTag state={need.state} />
                    </button>
                  ))}
                  {here.length > 4 && <span className="caption third">{t('needs.more', { count: here.length - 4 })}</span>}
                </dd>
              </div>
            );
          })}
        </dl>
      </div>
    </Card>
  );
}
