// The plan of both sides: our next steps, the promises of each side with how many were kept, the calls, and where the
// seven steps stand against the customer's stage.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useList, useView } from '~/api/queries';
import type { CallNumbers, PromiseNumbers } from '~/api/selling';
import type { Commitment, Contact, Opportunity } from '~/api/types';
import { ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { RuleWhy } from '~/components/rule_why';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { CallTable } from '../calls/call_table';
import { CommitmentRow } from '../calls/commitments';
import { IssuesCard } from '../ground/issues_card';
import { NextStepsCard } from '../record/next_steps_card';
import { outcomeTone } from '../record/timeline';

interface PlanTabProps {
  opportunity: Opportunity;
  readOnly: boolean;
}

export default function PlanTab({ opportunity, readOnly }: PlanTabProps) {
  const { t } = useTranslation();
  const calls = useList('calls', { opportunity_id: opportunity.id, limit: 200 });
  const promises = useList('commitments', { opportunity_id: opportunity.id, limit: 200 });
  const contacts = useList('contacts', { account_id: opportunity.account_id, limit: 200 }, { enabled: Boolean(opportunity.account_id) });
  const numbers = useView<CallNumbers>('/call_numbers', { opportunity_id: opportunity.id });
  const people = contacts.data?.items ?? [];
  const of = (who: Commitment['who']) => (promises.data?.items ?? []).filter((one) => one.who === who);
  return (
    <div className="record-grid">
      <div className="record-column">
        <NextStepsCard opportunityId={opportunity.id} accountId={opportunity.account_id} readOnly={readOnly} />
        <IssuesCard opportunity={opportunity} readOnly={readOnly} />
        {promises.isError && !promises.data && <ErrorState error={promises.error} onRetry={() => void promises.refetch()} />}
        <PromisesCard title={t('plan.theirs')} items={of('customer')} pending={promises.isPending} numbers={numbers.data?.theirs ?? null} contacts={people} readOnly={readOnly} />
        <PromisesCard title={t('plan.ours')} items={of('us')} pending={promises.isPending} numbers={numbers.data?.ours ?? null} contacts={people} readOnly={readOnly} />
        <Card
          title={t('account.calls')}
          actions={
            !readOnly && (
              <ButtonLink small icon="plus" to={`/calls/new?opportunity=${opportunity.id}${opportunity.account_id ? `&account=${opportunity.account_id}` : ''}`}>
                {t('calls.new')}
              </ButtonLink>
            )
          }
        >
          <CallTable list={calls} />
        </Card>
      </div>
      <div className="record-column">{numbers.data && <CallNumbersCard numbers={numbers.data} />}</div>
    </div>
  );
}

interface PromisesCardProps {
  title: string;
  items: readonly Commitment[];
  pending: boolean;
  numbers: PromiseNumbers | null;
  contacts: readonly Contact[];
  readOnly: boolean;
}

function PromisesCard({ title, items, pending, numbers, contacts, readOnly }: PromisesCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const open = items.filter((one) => one.status === 'open');
  const shown = all ? items : open;
  return (
    <Card
      title={title}
      actions={
        numbers && (
          <>
            {numbers.kept !== null && <span className="caption second numeric">{t('plan.kept', { percent: format.percent(numbers.kept, 0) })}</span>}
            {numbers.lapsed > 0 && <Tag tone="bad">{t('plan.lapsed', { count: numbers.lapsed })}</Tag>}
          </>
        )
      }
    >
      {pending && <SkeletonRows rows={2} />}
      {!pending && open.length === 0 && <p className="second">{t('plan.nothing_open')}</p>}
      <ul>
        {shown.map((item) => (
          <CommitmentRow key={item.id} item={item} contacts={contacts} readOnly={readOnly} />
        ))}
      </ul>
      {items.length > open.length && (
        <button type="button" className="link caption" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'steps.hide_done' : 'steps.show_done', { count: items.length - open.length })}
        </button>
      )}
    </Card>
  );
}

const outcomes = ['order', 'advance', 'continuation', 'no_sale'] as const;

export function CallNumbersCard({ numbers }: { numbers: CallNumbers }) {
  const { t } = useTranslation();
  const format = useFormat();
  const percent = (share: number | null) => (share === null ? '–' : format.percent(share, 0));
  return (
    <Card title={t('plan.call_numbers')} actions={numbers.input != null && <RuleWhy rule="C6.rates" title={t('plan.call_numbers')} input={() => numbers.input} />}>
      {numbers.reframe_due && (
        <div className="banner warn" role="status">
          <Icon name="warning" />
          <span>{t('plan.reframe_due')}</span>
        </div>
      )}
      <div className="figure-list">
        <div className="chip-row">
          {outcomes.map((one) => (
            <span key={one} className="row" style={{ gap: 4 }}>
              <Tag tone={outcomeTone[one]}>{t(`call_outcome.${one}`)}</Tag>
              <span className="numeric">{numbers.outcomes[one] ?? 0}</span>
            </span>
          ))}
        </div>
        <div className="figure-row">
          <span className="second">{t('plan.success')}</span>
          <b className="numeric">{percent(numbers.success_rate)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('plan.with_plan', { count: numbers.planned.n })}</span>
          <b className="numeric">{percent(numbers.planned.success_rate)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('plan.without_plan', { count: numbers.unplanned.n })}</span>
          <b className="numeric">{percent(numbers.unplanned.success_rate)}</b>
        </div>
      </div>
    </Card>
  );
}
