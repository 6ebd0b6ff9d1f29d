// How complete the record is for where the customer stands (C24), and what is missing.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Opportunity, RecordFault } from '~/api/types';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';

const placeOf = (fault: RecordFault, dealId: string) =>
  ({ opportunity: `/opportunities/${dealId}`, call: `/calls/${fault.id}`, need_quote: `/opportunities/${dealId}/needs`, commitment: `/opportunities/${dealId}/plan` })[fault.object_type];

export function QualityCard({ opportunity }: { opportunity: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const quality = opportunity.quality;
  if (!quality || quality.quality === null) return null;
  const score = quality.quality / 100;
  return (
    <Card title={t('quality.title')} note={t('quality.rule')} actions={
        <>
          <RuleWhy rule="C24" title={t('quality.title')} input={() => quality.input} />
          <b className={quality.greyed ? 'warn numeric' : 'numeric'}>{format.percent(score, 0)}</b>
        </>
      }
    >
      <div className="quality-bar" role="img" aria-label={t('quality.bar', { percent: format.percent(score, 0) })}>
        <span style={{ width: `${Math.min(100, quality.quality)}%` }} />
      </div>
      {quality.missing.length > 0 ? (
        <div className="quality-missing">
          <span className="caption third">{t('quality.missing')}</span>
          {quality.missing.map((field) => (
            <Tag key={field} tone="hollow">
              {t(`quality.field_${field}`, { defaultValue: field })}
            </Tag>
          ))}
        </div>
      ) : (
        <p className="caption third">{t('quality.complete')}</p>
      )}
      {quality.faults.length > 0 && (
        <ul className="quality-faults" aria-label={t('quality.faults')}>
          {quality.faults.map((fault) => (
            <li key={`${fault.code} ${fault.id}`}>
              <Link to={placeOf(fault, opportunity.id)}>{fault.object_type === 'commitment' ? t(`commitment_action.${fault.name}`, { defaultValue: fault.name }) : fault.name}</Link>
              <span className="caption warn"> {t(`quality.fault_${fault.code}`, { date: fault.day ? format.date(fault.day, { year: true }) : '' })}</span>
            </li>
          ))}
        </ul>
      )}
      {quality.greyed && <p className="caption warn">{t('quality.greyed')}</p>}
    </Card>
  );
}
