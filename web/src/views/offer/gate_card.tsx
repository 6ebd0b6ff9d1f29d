// May a proposal go out? Coverage of explicit needs, the gate with its reasons, and what the statements are made of.
import { useTranslation } from 'react-i18next';
import { statementClasses, type Offer } from '~/api/selling';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { ClassMark } from '../selling/marks';
import { gateTone } from './gate_tone';

export function GateCard({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const total = statementClasses.reduce((sum, one) => sum + (offer.class_mix[one] ?? 0), 0);
  return (
    <Card title={t('offer.gate')} actions={<RuleWhy rule="C5.fabv" title={t('offer.gate')} input={() => offer.input} />}>
      <div className="figure-list">
        <div className="chip-row">
          <Tag tone={gateTone[offer.gate]}>{t(`proposal_gate.${offer.gate}`)}</Tag>
          {offer.gate_reasons.map((reason) => (
            <Tag key={reason} tone="hollow">
              {t(`gate_reason.${reason}`)}
            </Tag>
          ))}
        </div>
        <div className="figure-row">
          <span className="second">{t('offer.coverage')}</span>
          <b className="numeric">{offer.coverage === null ? '–' : format.percent(offer.coverage, 0)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('offer.must_have_coverage')}</span>
          <b className="numeric">{offer.must_have_coverage === null ? '–' : format.percent(offer.must_have_coverage, 0)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('offer.orphans')}</span>
          <b className="numeric">{offer.orphan_share === null ? '–' : format.percent(offer.orphan_share, 0)}</b>
        </div>
        {total > 0 && (
          <div className="chip-row">
            {statementClasses.map((one) => (
              <span key={one} className="row" style={{ gap: 4 }}>
                <ClassMark value={one} />
                <span className="numeric">{offer.class_mix[one] ?? 0}</span>
              </span>
            ))}
          </div>
        )}
        <p className="caption third">
          {t('offer.timing', { stage: t(`stage.${offer.timing.stage}`), allowed: offer.timing.allowed.length > 0 ? offer.timing.allowed.map((one) => t(`statement_class.${one}`)).join(t('forms.list_comma')) : t('offer.nothing_yet') })}
        </p>
      </div>
    </Card>
  );
}
