// The customer's eight stages over the seller's steps. Amber where we are when that is not where the customer is, dashed
// where we should be, and one sentence of advice. Pressing a step says that we are there now.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnproven, stageNumber, stages, type Position, type SellerStep } from '~/api/types';
import { usePreferences } from '~/app/preferences';
import { Icon } from '~/components/icon';
import { useFormat } from '~/format/use_format';
import { stepName } from './step_names';
import { planStrip, stepBoxes, stepColumn, stepForStage } from './alignment';
import './position.css';

interface AlignmentStripProps {
  position: Position;
  step: SellerStep | null;
  gap: number | null;
  onStep?: (step: SellerStep) => void;
}

export function AlignmentStrip({ position, step, gap, onStep }: AlignmentStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { bothLanguages } = usePreferences();
  const plan = planStrip(position.stage, step, gap);
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone the strip is wider than the screen: begin where the customer stands.
    const box = scroller.current;
    if (box && box.scrollWidth > box.clientWidth) box.scrollLeft = ((plan.customer - 0.5) / 8) * box.scrollWidth - box.clientWidth / 2;
  }, [plan.customer]);

  return (
    <section className="card" aria-label={t('alignment.title')}>
      <div className="strip" ref={scroller} tabIndex={-1}>
        <div className="strip-grid">
          {stages.map((stage, index) => {
            const number = index + 1;
            const names = ['strip-stage'];
            if (number === 1) names.push('first');
            if (number === 8) names.push('last');
            if (number < plan.customer) names.push('passed');
            if (number === plan.customer) names.push('here');
            if (number === plan.customer && isUnproven(position)) names.push('unproven');
            return (
              <div key={stage} className={names.join(' ')} data-stage={number} style={{ gridColumn: number }} aria-current={number === plan.customer ? 'step' : undefined}>
                {number} {t(`stage.${stage}`)}
              </div>
            );
          })}
          {stepBoxes.map((box) => {
            const column = stepColumn[box[0] as SellerStep];
            const names = ['strip-box'];
            if (column > plan.customer) names.push('later');
            if (step && box.includes(step)) names.push('ours');
            if (step && box.includes(step) && plan.alignment !== 'in_step') names.push('off');
            if (column === plan.should) names.push('should');
            return (
              <div key={column} className={names.join(' ')} style={{ gridColumn: `${column} / span ${box.length}` }}>
                {box.map((one) => (
                  <button
                    key={one}
                    type="button"
                    className={one === step ? 'strip-step chosen' : 'strip-step'}
                    aria-pressed={one === step}
                    disabled={!onStep}
                    title={onStep && t('alignment.we_are_here')}
                    onClick={() => one !== step && onStep?.(one)}
                  >
                    <span>{t(one === 'service' ? 'alignment.service' : `seller_step.${one}`)}</span>
                    {bothLanguages && <small lang={format.other}>{stepName(format.other, one)}</small>}
                  </button>
                ))}
              </div>
            );
          })}
          {plan.seller !== null && plan.should !== null && <Arrow from={plan.seller} to={plan.should} />}
        </div>
      </div>
      <Advice position={position} step={step} gap={gap} />
    </section>
  );
}

/** From the box we are in to the box we should be in, through the space between the columns. */
function Arrow({ from, to }: { from: number; to: number }) {
  const back = to < from;
  const high = Math.max(from, to);
  // Columns 5 and 6 hold one box: to its right the line begins at its far column.
  const low = Math.min(from, to) === 5 ? 6 : Math.min(from, to);
  const columns = high - low + 1;
  // Past a neighbour it runs above the labels it would otherwise cross out.
  const names = ['strip-arrow', ...(back ? ['back'] : []), ...(columns > 2 ? ['far'] : [])];
  return (
    <span
      className={names.join(' ')}
      aria-hidden="true"
      style={{ gridColumn: `${low} / span ${columns}`, ['--columns' as string]: columns }}
    />
  );
}

function Advice({ position, step, gap }: { position: Position; step: SellerStep | null; gap: number | null }) {
  const { t } = useTranslation();
  const { alignment } = planStrip(position.stage, step, gap);
  const should = stepForStage[position.stage];
  const values = {
    count: Math.abs(gap ?? 0),
    steps: t(`alignment.steps_${Math.abs(gap ?? 0)}`, { defaultValue: '' }),
    stage: t(`stage.${position.stage}`),
    number: stageNumber(position.stage),
    should: t(`seller_step.${should}`),
    step: step ? t(`seller_step.${step}`) : '',
    do: t(`stage_do.${position.stage}`),
  };
  return (
    <div className={`strip-advice ${alignment}`} role="status">
      <Icon name={alignment === 'in_step' ? 'check' : alignment === 'unknown' ? 'question' : 'warning'} className={alignment === 'in_step' ? 'ok' : alignment === 'unknown' ? 'third' : 'warn'} />
      <span className="advice-text">
        <b className={alignment === 'ahead' || alignment === 'behind' ? 'warn' : undefined}>{t(`alignment.${alignment}`, values)}</b> <span>{t(`alignment.${alignment}_advice`, values)}</span>
      </span>
    </div>
  );
}
