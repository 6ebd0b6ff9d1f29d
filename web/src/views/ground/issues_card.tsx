// What stands in our own way in a deal: who looks after it, and by when. What is unresolved comes up again when a call is prepared.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { issueKinds, type SellerIssue } from '~/api/ground';
import { useCreate, useDelete, useList, usePatch } from '~/api/queries';
import type { Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, Select, TextField } from '~/components/field';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { undoToast } from '~/components/toast';
import { isoDate } from '~/format/dates';
import { useFormat } from '~/format/use_format';
import { DayField, useFutureDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { daysFromToday, withoutMillis } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { useRun } from '../record/use_run';
import { useUsers } from '../record/use_users';
import { useSession } from '~/app/session';

/** Open ones first, soonest due on top; then what was resolved, latest first. */
export function orderIssues(issues: readonly SellerIssue[]): SellerIssue[] {
  return [...issues].sort((a, b) => {
    if (Boolean(a.resolved_at) !== Boolean(b.resolved_at)) return a.resolved_at ? 1 : -1;
    if (a.resolved_at && b.resolved_at) return b.resolved_at.localeCompare(a.resolved_at);
    return a.due_on.localeCompare(b.due_on);
  });
}

export function IssuesCard({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form, setForm] = useState<{ issue: SellerIssue | null } | null>(null);
  const [all, setAll] = useState(false);
  const list = useList('seller_issues', { opportunity_id: opportunity.id, limit: 100 });
  const issues = orderIssues(list.data?.items ?? []);
  const open = issues.filter((issue) => !issue.resolved_at);
  const shown = all ? issues : open;
  return (
    <Card
      title={t('ground.issues')}
      other={format.language === 'zh-CN' ? 'My issues' : '我的问题'}
      otherLanguage={format.other}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setForm({ issue: null })}>
            {t('common.add')}
          </Button>
        )
      }
    >
      {list.isPending && <SkeletonRows rows={2} />}
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && open.length === 0 && <p className="second">{t('ground.no_issue')}</p>}
      <ul>
        {shown.map((issue) => (
          <IssueRow key={issue.id} issue={issue} readOnly={readOnly} onEdit={() => setForm({ issue })} />
        ))}
      </ul>
      {issues.length > open.length && (
        <button type="button" className="link caption" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'ground.hide_resolved' : 'ground.show_resolved', { count: issues.length - open.length })}
        </button>
      )}
      {form && <IssueForm opportunity={opportunity} issue={form.issue} onClose={() => setForm(null)} />}
    </Card>
  );
}

export function IssueRow({ issue, readOnly, onEdit }: { issue: SellerIssue; readOnly: boolean; onEdit?: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const run = useRun();
  const patch = usePatch('seller_issues');
  const remove = useDelete('seller_issues');
  const late = !issue.resolved_at && issue.due_on < isoDate(new Date());
  return (
    <li className="step-row">
      <Checkbox
        checked={Boolean(issue.resolved_at)}
        disabled={readOnly}
        label={t('ground.resolve_issue', { name: issue.text })}
        onChange={(checked) => run(patch.mutateAsync({ id: issue.id, version: issue.version, changes: { resolved_at: checked ? withoutMillis(new Date()) : null } }), t(checked ? 'ground.issue_resolved' : 'ground.issue_reopened'))}
      />
      <span className={late ? 'step-date bad numeric' : 'step-date third numeric'}>{format.date(issue.due_on)}</span>
      <span className="grow">
        {readOnly || !onEdit ? (
          <span className={issue.resolved_at ? 'third step-done' : ''}>{issue.text}</span>
        ) : (
          <button type="button" className={issue.resolved_at ? 'row-open third step-done' : 'row-open'} onClick={onEdit}>
            {issue.text}
          </button>
        )}
      </span>
      <Tag>{t(`issue_kind.${issue.kind}`)}</Tag>
      <span className="caption third nowrap">{users.nameOf(issue.owner_id)}</span>
      {!readOnly && onEdit && <Button small variant="ghost" icon="trash" aria-label={t('ground.delete_named', { name: issue.text })} onPress={() => run(remove.mutateAsync({ id: issue.id, version: issue.version }), t('ground.issue_deleted'))} />}
    </li>
  );
}

function IssueForm({ opportunity, issue, onClose }: { opportunity: Opportunity; issue: SellerIssue | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const users = useUsers();
  const create = useCreate('seller_issues');
  const patch = usePatch('seller_issues');
  const form = useForm({
    text: issue?.text ?? '',
    kind: issue?.kind ?? ('skill' as SellerIssue['kind']),
    owner_id: issue?.owner_id ?? opportunity.owner_id ?? user.id,
    due_on: issue?.due_on ?? (daysFromToday(7) as string | null),
    topic: issue?.topic ?? '',
  });
  const { values, set } = form;
  const save = async () => {
    if (!values.text.trim()) return form.refuse('text', t('field.required'));
    if (!values.due_on) return form.refuse('due_on', t('field.required'));
    const body: Partial<SellerIssue> = { text: values.text.trim(), kind: values.kind, owner_id: values.owner_id, due_on: values.due_on, topic: values.topic.trim() || null };
    const done = await form.submit(async (key) => {
      const answer = issue ? await patch.mutateAsync({ id: issue.id, version: issue.version, changes: body }) : await create.mutateAsync({ key, body: { ...body, opportunity_id: opportunity.id } });
      undoToast(t('ground.issue_saved'), answer.undoId);
    });
    if (done) onClose();
  };
  const owners = users.active.length > 0 ? users.active : [{ id: user.id, name: user.name }];
  return (
    <FormDialog title={t(issue ? 'ground.edit_issue' : 'ground.add_issue')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('ground.what_stands_in_the_way')} value={values.text} onChange={(text) => set('text', text)} error={form.errorOf('text')} placeholder={t('ground.issue_example')} autoFocus maxLength={300} />
      <ChoiceChips label={t('forms.kind')} value={values.kind} options={issueKinds.map((value) => ({ value, label: t(`issue_kind.${value}`) }))} onChange={(kind) => set('kind', kind)} error={form.errorOf('kind')} />
      <DayField label={t('forms.due')} value={values.due_on} onChange={(due_on) => set('due_on', due_on)} shortcuts={useFutureDays()} error={form.errorOf('due_on')} />
      <Select label={t('forms.owner')} value={values.owner_id} options={owners.map((owner) => ({ value: owner.id, label: owner.name }))} onChange={(owner_id) => set('owner_id', owner_id)} error={form.errorOf('owner_id')} />
      <TextField label={t('ground.topic')} value={values.topic} onChange={(topic) => set('topic', topic)} error={form.errorOf('topic')} hint={t('ground.topic_hint')} maxLength={100} />
    </FormDialog>
  );
}
