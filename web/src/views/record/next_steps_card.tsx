// What was agreed to do next, for one account or opportunity: ticked off, moved, added. Late ones are red.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useDelete, useList, usePatch } from '~/api/queries';
import type { NextStep } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Checkbox } from '~/components/field';
import { Menu } from '~/components/menu';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { toast, undoToast } from '~/components/toast';
import { isoDate } from '~/format/dates';
import { useFormat } from '~/format/use_format';
import { daysFromToday, withoutMillis } from '../forms/moments';
import { NextStepForm } from '../forms/next_step_form';
import { useUsers } from './use_users';

interface NextStepsCardProps {
  accountId?: string | null;
  opportunityId?: string | null;
  readOnly?: boolean;
}

/** Open ones first, the next due on top, those without a date last; then what is done, latest first. */
export function orderSteps(steps: readonly NextStep[]): NextStep[] {
  return [...steps].sort((a, b) => {
    if (Boolean(a.done_at) !== Boolean(b.done_at)) return a.done_at ? 1 : -1;
    if (a.done_at && b.done_at) return Date.parse(b.done_at) - Date.parse(a.done_at);
    return (a.due_on ?? '9999').localeCompare(b.due_on ?? '9999');
  });
}

export function NextStepsCard({ accountId, opportunityId, readOnly }: NextStepsCardProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const list = useList('next_steps', opportunityId ? { opportunity_id: opportunityId, limit: 100 } : { account_id: accountId, limit: 100 });
  const [showDone, setShowDone] = useState(false);
  const steps = orderSteps(list.data?.items ?? []);
  const open = steps.filter((step) => !step.done_at);
  const done = steps.filter((step) => step.done_at);
  return (
    <Card
      title={t('steps.title')}
      actions={
        !readOnly && (
          <Button small variant="ghost" className="link-button" onPress={() => setAdding(true)}>
            {t('common.add')}
          </Button>
        )
      }
    >
      {list.isPending && <SkeletonRows rows={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && open.length === 0 && (
        <EmptyState
          action={
            !readOnly && (
              <Button small variant="primary" onPress={() => setAdding(true)}>
                {t('forms.next_step')}
              </Button>
            )
          }
        >
          {t('steps.empty')}
        </EmptyState>
      )}
      <ul>
        {open.map((step) => (
          <StepRow key={step.id} step={step} readOnly={readOnly} />
        ))}
        {showDone && done.map((step) => <StepRow key={step.id} step={step} readOnly={readOnly} />)}
      </ul>
      {done.length > 0 && (
        <button type="button" className="link caption" aria-expanded={showDone} onClick={() => setShowDone(!showDone)}>
          {t(showDone ? 'steps.hide_done' : 'steps.show_done', { count: done.length })}
        </button>
      )}
      <NextStepForm isOpen={adding} onClose={() => setAdding(false)} accountId={accountId} opportunityId={opportunityId} />
    </Card>
  );
}

function StepRow({ step, readOnly }: { step: NextStep; readOnly?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const patch = usePatch('next_steps');
  const remove = useDelete('next_steps');
  const run = (work: Promise<{ undoId: string | null }>, text: string) => {
    work.then(
      (answer) => undoToast(text, answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  const change = (changes: Partial<NextStep>, text: string) => run(patch.mutateAsync({ id: step.id, version: step.version, changes }), text);
  const late = !step.done_at && step.due_on !== null && step.due_on < isoDate(new Date());
  return (
    <li className="step-row">
      <Checkbox checked={Boolean(step.done_at)} disabled={readOnly} label={t('steps.done', { text: step.text })} onChange={(checked) => change({ done_at: checked ? withoutMillis(new Date()) : null }, t(checked ? 'steps.marked_done' : 'steps.reopened'))} />
      <span className={late ? 'step-date bad numeric' : 'step-date third numeric'}>{step.due_on ? format.date(step.due_on) : t('steps.no_date')}</span>
      <span className={step.done_at ? 'grow third step-done' : 'grow'}>{step.text}</span>
      <span className="caption third nowrap">{users.nameOf(step.owner_id)}</span>
      {!readOnly && (
        <Menu
          label={t('steps.menu', { text: step.text })}
          trigger={<Button small variant="ghost" icon="more" aria-label={t('steps.menu', { text: step.text })} />}
          entries={[
            { id: 'tomorrow', label: t('steps.move_tomorrow'), icon: 'clock', onAction: () => change({ due_on: daysFromToday(1) }, t('steps.moved')) },
            { id: 'week', label: t('steps.move_week'), icon: 'calendar', onAction: () => change({ due_on: daysFromToday(7) }, t('steps.moved')) },
            { id: 'delete', label: t('common.delete'), icon: 'trash', separated: true, onAction: () => run(remove.mutateAsync({ id: step.id, version: step.version }), t('steps.deleted')) },
          ]}
        />
      )}
    </li>
  );
}
