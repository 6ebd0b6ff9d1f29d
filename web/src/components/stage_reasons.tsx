// How a position follows from the evidence, in words: the weight each stage has gathered against the two it needs
// (METHOD C1), and where confidence and stall line come from. The exact input and answer stand beneath, for checking.
import { useTranslation } from 'react-i18next';
import { nextStage, stageNumber, stages, type Position, type Stage, type WhyTerms } from '~/api/types';
import { useFormat } from '~/format/use_format';
import { Icon } from './icon';
import { StageChip } from './stage_chip';

interface StageAnswer {
  evidence_weights?: Partial<Record<Stage, number>>;
  reached?: Stage[];
  inferred?: Stage[];
}

export function StageReasons({ position, answer, terms }: { position: Position; answer: unknown; terms: WhyTerms }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { evidence_weights: weights = {}, reached = [], inferred = [] } = (answer ?? {}) as StageAnswer;
  const furthest = Math.max(stageNumber(position.stage), ...reached.map(stageNumber));
  const shown = stages.slice(1, Math.max(furthest, stageNumber(nextStage(position.stage)) === 1 ? 8 : stageNumber(nextStage(position.stage))));
  const { reach_weight: needed, full_weight: fullWeight, norm_dwell_days: norm, undecayed_confidence: confidence } = terms;
  const weight = weights[position.stage] ?? 0;
  return (
    <section className="stage-reasons">
      <h3>{t('why.weights')}</h3>
      <table className="table compact">
        <thead>
          <tr>
            <th scope="col">{t('why.stage')}</th>
            <th scope="col" className="end">
              {t('why.weight')}
            </th>
            <th scope="col">{t('why.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((stage) => {
            const there = reached.includes(stage);
            const gathered = weights[stage] ?? 0;
            return (
              <tr key={stage}>
                <th scope="row" className="regular">
                  <StageChip stage={stage} basis={there ? 'proven' : 'none'} plain />
                </th>
                <td className="end numeric">
                  {format.number(gathered, 1)} <span className="third">/ {needed}</span>
                </td>
                <td>
                  <span className={there ? 'row ok' : 'row third'}>
                    <Icon name={there ? 'check' : 'clock'} size={14} />
                    {t(inferred.includes(stage) ? 'why.inferred' : there ? 'why.reached' : gathered >= needed ? 'why.no_key' : 'why.too_light')}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="caption third">{t('why.weights_rule')}</p>
      <ul className="stage-reason-lines">
        {position.basis === 'claimed' && <li>{t('why.claimed')}</li>}
        {position.basis === 'override' && <li>{t('why.override')}</li>}
        {position.basis === 'proven' && position.stage !== 'satisfaction' && (
          <li>{t('why.confidence_from', { weight: format.number(weight, 1), full: fullWeight, percent: format.percent(confidence, 0) })}</li>
        )}
        {position.basis === 'proven' && position.stage !== 'satisfaction' && position.age_last_days !== null && (
          <li>{t(position.age_last_days > norm ? 'why.fading' : 'why.fresh', { days: position.age_last_days, norm })}</li>
        )}
        {position.dwell_days !== null && position.stuck_line_days !== null && (
          <li>{t(position.stuck ? 'why.stuck' : 'why.not_stuck', { days: position.dwell_days, line: position.stuck_line_days })}</li>
        )}
      </ul>
    </section>
  );
}
