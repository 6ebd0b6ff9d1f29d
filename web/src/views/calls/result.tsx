// What came of a call: the answers to its objective, the promises, what was said. The outcome is computed (C6).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { errorText } from '~/api/errors';
import { useList, useRecord } from '~/api/queries';
import type { Call, Contact } from '~/api/types';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { Checkbox } from '~/components/field';
import { RuleWhy } from '~/components/rule_why';
import { Segmented } from '~/components/segmented';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { InlineText } from '../record/inline_field';
import type { FieldSave } from '../record/use_field_save';
import { outcomeTone } from '../record/timeline';
import { useUsers } from '../record/use_users';
import { BalanceCard } from './balance_card';
import { CommitmentFormDialog, CommitmentRow } from './commitments';
import { FilesCard } from '../files/files_card';
import { PeopleCard } from './people_card';

const states = ['open', 'agreed', 'refused'] as const;

interface ResultProps {
  call: Call;
  field: FieldSave<'calls'>;
  people: readonly Contact[];
  readOnly: boolean;
}

export default function ResultPage({ call, field, people, readOnly }: ResultProps) {
  const { t } = useTranslation();
  const account = useRecord('accounts', call.account_id);
  const opportunity = useRecord('opportunities', call.opportunity_id);
  const commitments = useList('commitments', { call_id: call.id, limit: 100 });
  const users = useUsers();
  const { save } = field;
  const [adding, setAdding] = useState(false);
  const change = (changes: Partial<Call>, text: string) => {
    save(changes).then(
      (undoId) => undoId !== false && undoToast(text, undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <>
      <div className="record-grid">
        <div className="record-column">
          <Card title={t('calls.objective')} actions={
              <>
                {call.outcome_input != null && <RuleWhy rule="C6.outcome" title={t('calls.outcome')} input={() => call.outcome_input} />}
                <Outcome call={call} />
              </>
            }
          >
            <InlineText label={t('calls.ask')} value={call.objective} placeholder={t('calls.objective_example')} onSave={(objective) => save({ objective })} readOnly={readOnly} />
            <InlineText label={t('field_name.fallback')} value={call.fallback} placeholder={t('calls.fallback_example')} onSave={(fallback) => save({ fallback })} readOnly={readOnly} />
            {call.status === 'held' && call.objective && !readOnly && (
              <div className="answer-grid">
                <span className="caption third">{t('calls.answer_to_objective')}</span>
                <Segmented label={t('calls.answer_to_objective')} value={call.primary_state ?? 'open'} options={states.map((value) => ({ value, label: t(`objective_state.${value}`) }))} onChange={(primary_state) => change({ primary_state }, t('common.saved'))} />
                {call.fallback && (
                  <>
                    <span className="caption third">{t('calls.answer_to_fallback')}</span>
                    <Segmented label={t('calls.answer_to_fallback')} value={call.fallback_state ?? 'open'} options={states.map((value) => ({ value, label: t(`objective_state.${value}`) }))} onChange={(fallback_state) => change({ fallback_state }, t('common.saved'))} />
                  </>
                )}
                <span />
                <Checkbox checked={call.closed_by_customer} onChange={(closed_by_customer) => change({ closed_by_customer }, t('common.saved'))}>
                  {t('calls.closed_by_customer')}
                </Checkbox>
              </div>
            )}
          </Card>
          <Card
            title={t('calls.commitments')}
            actions={
              !readOnly && (
                <Button small icon="plus" onPress={() => setAdding(true)}>
                  {t('calls.add_commitment')}
                </Button>
              )
            }
          >
            {commitments.isPending && <SkeletonRows rows={2} />}
            {commitments.isError && <ErrorState error={commitments.error} onRetry={() => void commitments.refetch()} />}
            {commitments.data && commitments.data.items.length === 0 && <EmptyState>{t('calls.no_commitment_yet')}</EmptyState>}
            <ul>
              {(commitments.data?.items ?? []).map((item) => (
                <CommitmentRow key={item.id} item={item} contacts={people} readOnly={readOnly} />
              ))}
            </ul>
          </Card>
          <Card title={t('field_name.summary')}>
            <InlineText label={t('calls.what_was_said')} value={call.summary} placeholder={t('calls.summary_example')} onSave={(summary) => save({ summary })} multiline readOnly={readOnly} />
            {!readOnly && call.account_id && (
              <ButtonLink small variant="ghost" className="link-button" to={`/capture?${call.opportunity_id ? `opportunity=${call.opportunity_id}` : `account=${call.account_id}`}`}>
                {t('calls.to_evidence')}
              </ButtonLink>
            )}
          </Card>
        </div>
        <div className="record-column">
          <PeopleCard call={call} people={people} field={field} readOnly={readOnly} />
          <BalanceCard call={call} />
          <FilesCard place={{ call_id: call.id }} readOnly={readOnly} />
          <Card title={t('account.details')}>
            <dl className="facts">
              <dt>{t('object.account')}</dt>
              <dd>{account.data ? <Link className="link" to={`/accounts/${account.data.id}`}>{account.data.name}</Link> : '–'}</dd>
              <dt>{t('object.opportunity')}</dt>
              <dd>{opportunity.data ? <Link className="link" to={`/opportunities/${opportunity.data.id}`}>{opportunity.data.name}</Link> : '–'}</dd>
              <dt>{t('accounts.owner')}</dt>
              <dd>{users.nameOf(call.owner_id) ?? t('lists.nobody')}</dd>
            </dl>
            <InlineText label={t('field_name.subject')} value={call.subject} onSave={(subject) => save({ subject: subject ?? '' })} readOnly={readOnly} />
            <InlineText label={t('field_name.channel')} value={call.channel} onSave={(channel) => save({ channel })} readOnly={readOnly} />
          </Card>
        </div>
      </div>
      <CommitmentFormDialog isOpen={adding} onClose={() => setAdding(false)} call={call} contacts={people} />
    </>
  );
}

function Outcome({ call }: { call: Call }) {
  const { t } = useTranslation();
  if (!call.outcome) return <Tag>{t(`call_status.${call.status}`)}</Tag>;
  return (
    <span className="row" style={{ gap: 6 }} title={t(`calls.outcome_${call.outcome}`)}>
      <span className="caption third">{t('calls.outcome_computed')}</span>
      <Tag tone={outcomeTone[call.outcome]}>{t(`call_outcome.${call.outcome}`)}</Tag>
    </span>
  );
}
