// Better prevented than overcome: how often objections come, after which kind of statement, and how many are settled (C15).
import { useTranslation } from 'react-i18next';
import { statementClasses, type ObjectionNumbers } from '~/api/selling';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { useFormat } from '~/format/use_format';
import { ClassMark } from '../selling/marks';

export function NumbersCard({ numbers }: { numbers: ObjectionNumbers }) {
  const { t } = useTranslation();
  const format = useFormat();
  const percent = (share: number | null) => (share === null ? '–' : format.percent(share, 0));
  return (
    <Card title={t('objections.numbers')} actions={numbers.input != null && <RuleWhy rule="C15" title={t('objections.numbers')} input={() => numbers.input} />}>
      <div className="figure-list">
        {numbers.phase && numbers.open > 0 && <p className="second">{t(`objection_phase.${numbers.phase}`)}</p>}
        <div className="figure-row">
          <span className="second">{t('objections.prevention')}</span>
          <b className="numeric">{percent(numbers.prevention_rate)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('objections.per_call')}</span>
          <b className="numeric">{numbers.per_call === null ? '–' : format.number(numbers.per_call, 1)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('objections.resolved_share')}</span>
          <b className="numeric">{percent(numbers.resolved_share)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('objections.median_loops')}</span>
          <b className="numeric">{numbers.median_loops === null ? '–' : format.number(numbers.median_loops, 1)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('objections.after_class')}</span>
          <span className="chip-row" style={{ marginLeft: 'auto' }}>
            {statementClasses.map((one) => (
              <span key={one} className="row" style={{ gap: 4 }}>
                <ClassMark value={one} />
                <span className="numeric caption">{percent(numbers.after[one] ?? null)}</span>
              </span>
            ))}
          </span>
        </div>
        <p className="caption third">{t('objections.numbers_note')}</p>
      </div>
    </Card>
  );
}
