// What we mean to say at this call, each with its class: picked from the statements of the deal.
import { useTranslation } from 'react-i18next';
import { useCreate, useDelete, useList } from '~/api/queries';
import type { CallPlan } from '~/api/selling';
import type { Call } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Menu } from '~/components/menu';
import { statementText } from '../offer/offer_words';
import { useRun } from '../record/use_run';
import { ClassMark } from '../selling/marks';

export function PlanStatements({ call, plan, readOnly }: { call: Call; plan: CallPlan; readOnly: boolean }) {
  const { t } = useTranslation();
  const run = useRun();
  const list = useList('statements', { opportunity_id: call.opportunity_id, limit: 200 }, { enabled: Boolean(call.opportunity_id) && !readOnly });
  const create = useCreate('statement_uses');
  const remove = useDelete('statement_uses');
  const open = (list.data?.items ?? []).filter((one) => !plan.statements.some((use) => use.statement_id === one.id));
  if (plan.statements.length === 0 && open.length === 0) return null;
  return (
    <Card title={t('callplan.statements')}>
      {plan.statements.length === 0 && <p className="second">{t('callplan.no_statements')}</p>}
      <ul>
        {plan.statements.map((use) => (
          <li key={use.id} className="selling-row">
            <ClassMark value={use.statement.class} />
            <span className="row-text">{statementText(use.statement)}</span>
            {!readOnly && <Button small variant="ghost" icon="close" aria-label={t('callplan.drop_statement', { text: statementText(use.statement) })} onPress={() => run(remove.mutateAsync({ id: use.id, version: use.version }), t('callplan.statement_dropped'))} />}
          </li>
        ))}
      </ul>
      {open.length > 0 && !readOnly && (
        <Menu
          label={t('callplan.add_statement')}
          trigger={
            <Button small icon="plus">
              {t('callplan.add_statement')}
            </Button>
          }
          entries={open.map((one) => ({
            id: one.id,
            label: statementText(one),
            note: t(`statement_class.${one.class}`),
            onAction: () => run(create.mutateAsync({ body: { call_id: call.id, statement_id: one.id } }), t('callplan.statement_added')),
          }))}
        />
      )}
    </Card>
  );
}
