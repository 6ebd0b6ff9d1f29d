// How high a talk about the price may climb (METHOD M106): the highest rung that confirmed figures bear, and what the others lack.
import { useTranslation } from 'react-i18next';
import type { PriceLadder } from '~/api/selling';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { RuleWhy } from '~/components/rule_why';

export function LadderCard({ ladder }: { ladder: PriceLadder }) {
  const { t } = useTranslation();
  return (
    <Card title={t('ladder.title')} note={t('ladder.note')} actions={<RuleWhy rule="M106.ladder" title={t('ladder.title')} input={() => ladder.input} />}>
      <p>{ladder.highest ? t(`ladder.say_${ladder.highest}`) : t('ladder.say_nothing')}</p>
      <ol className="ladder">
        {[...ladder.steps].reverse().map((step) => (
          <li key={step.rung} className={step.rung === ladder.highest ? 'ladder-step current' : 'ladder-step'} aria-current={step.rung === ladder.highest ? 'step' : undefined}>
            <span className={step.bears ? 'ok' : 'third'}>
              <Icon name={step.bears ? 'check' : 'close'} size={14} />
            </span>
            <span className="grow">
              <span className={step.bears ? '' : 'second'}>{t(`ladder.${step.rung}`)}</span>
              {step.missing.length > 0 && <span className="caption third"> {step.missing.map((gap) => t(`ladder.gap_${gap}`)).join(t('forms.list_comma'))}</span>}
            </span>
            <span className="visually-hidden">{t(step.bears ? 'ladder.bears' : 'ladder.bears_not')}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
