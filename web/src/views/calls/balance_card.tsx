// How the talk was balanced between saying, listening, looking and asking (METHOD C17), and whether it was more about the product or
// the buyer (C22). What was not noted down has no figure.
import { useTranslation } from 'react-i18next';
import { useView } from '~/api/queries';
import type { CallPlan } from '~/api/selling';
import type { Call } from '~/api/types';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { useFormat } from '~/format/use_format';
import { IndexBar } from '../selling/marks';

const parts = ['say', 'listen', 'look', 'ask'] as const;
const most = 25;

export function BalanceCard({ call }: { call: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  const plan = useView<CallPlan>(`/calls/${call.id}/plan`, undefined, { enabled: call.status === 'held' });
  const { balance, mode } = plan.data ?? {};
  if (!balance || !mode || (balance.balance === null && mode.index === null)) return null;
  return (
    <Card title={t('calls.balance')} note={balance.partial ? t('calls.balance_partial') : undefined} actions={<RuleWhy rule="C17" title={t('calls.balance')} input={() => balance.input} />}>
      <div className="figure-list">
        {parts.map((part) => (
          <div key={part} className="figure-row">
            <span className="second grow">{t(`callplan.advice_${part}`)}</span>
            <IndexBar value={balance[part] === null ? null : (balance[part] / most) * 100} label={t(`callplan.advice_${part}`)} />
          </div>
        ))}
        {balance.talk !== null && (
          <div className="figure-row">
            <span className="second">{t('debrief.talk', { percent: format.number(balance.talk * 100, 0) })}</span>
          </div>
        )}
        <div className="figure-row">
          <span className="second">{t('calls.mode')}</span>
          <b className="numeric">{mode.index === null ? '–' : format.number(mode.index, 0)}</b>
          <RuleWhy rule="C22.mode" title={t('calls.mode')} input={() => mode.input} />
        </div>
        <p className="caption third">{t(mode.index === null ? 'calls.mode_few' : 'calls.mode_note')}</p>
      </div>
    </Card>
  );
}
