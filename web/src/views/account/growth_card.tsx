// Both columns of an account (METHOD M45): what they need today, and what they want to become, with our part in it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DevelopmentGoal, GrowthView } from '~/api/ground';
import { useCreate, useDelete, usePatch, useView } from '~/api/queries';
import type { Account } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Checkbox, TextField } from '~/components/field';
import { RuleWhy } from '~/components/rule_why';
import { ErrorState, SkeletonRows } from '~/components/states';
import { undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { DayField, useFutureDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { withoutMillis } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { useRun } from '../record/use_run';
import { NeedStateTag } from '../selling/marks';
import './growth.css';
import '../selling/selling.css';

type Goal = GrowthView['goals'][number];

export function GrowthCard({ account, readOnly }: { account: Account; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form, setForm] = useState<{ goal: Goal | null } | null>(null);
  const view = useView<GrowthView>(`/accounts/${account.id}/growth`);
  const data = view.data;
  return (
    <Card
      title={t('growth.title')}
      other={format.language === 'zh-CN' ? 'Needs and goals' : '需求与发展'}
      otherLanguage={format.other}
      actions={
        <>
          {data && <RuleWhy rule="M45.goals" title={t('growth.title')} input={() => data.input} />}
          {!readOnly && (
            <Button small icon="plus" onPress={() => setForm({ goal: null })}>
              {t('growth.add_goal')}
            </Button>
          )}
        </>
      }
    >
      {view.isPending && <SkeletonRows rows={4} />}
      {view.isError && !data && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {data && (
        <>
          {data.check.lacks_goal && (
            <div className="banner warn" role="status">
              {t('growth.lacks_goal')}
            </div>
          )}
          <div className="growth-columns">
            <section>
              <h3 className="second">{t('growth.needs')}</h3>
              {data.needs.length === 0 && <p className="second">{t('growth.no_needs')}</p>}
              <ul>
                {data.needs.map((need) => (
                  <li key={need.id} className="growth-row">
                    <span className="grow">{need.opportunity_id ? <Link to={`/opportunities/${need.opportunity_id}/needs`}>{need.text}</Link> : need.text}</span>
                    <NeedStateTag state={need.state} />
                  </li>
                ))}
              </ul>
            </section>
            <section>
              <h3 className="second">{t('growth.goals')}</h3>
              {data.goals.length === 0 && <p className="second">{t('growth.no_goals')}</p>}
              <ul>
                {data.goals.map((goal) => (
                  <GoalRow key={goal.id} goal={goal} readOnly={readOnly} onEdit={() => setForm({ goal })} />
                ))}
              </ul>
            </section>
          </div>
          <p className="caption third growth-figures">
            {data.check.of > 0 && <span>{t('growth.contributed_of', { n: data.check.contributed, of: data.check.of })}</span>}
            <span>{data.relationship.since ? t('growth.since', { date: format.date(data.relationship.since, { year: true }) }) : t('growth.no_relationship')}</span>
            {data.relationship.repeat_share !== null && <span>{t('growth.repeat', { n: data.relationship.orders, share: format.percent(data.relationship.repeat_share, 0) })}</span>}
          </p>
        </>
      )}
      {form && <GoalForm account={account} goal={form.goal} onClose={() => setForm(null)} />}
    </Card>
  );
}

function GoalRow({ goal, readOnly, onEdit }: { goal: Goal; readOnly: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const patch = usePatch('development_goals');
  const remove = useDelete('development_goals');
  return (
    <li className="growth-row">
      <div className="grow">
        {readOnly ? (
          <span>{goal.text}</span>
        ) : (
          <button type="button" className="row-open" onClick={onEdit}>
            {goal.text}
          </button>
        )}
        <div className="row-meta caption third">
          {goal.contact ? <span>{goal.contact.name}</span> : <span className="warn">{t('growth.no_owner')}</span>}
          {(goal.measure || goal.target) && <span>{[goal.measure, goal.target].filter(Boolean).join(' → ')}</span>}
          {goal.due_on && <span>{t('ground.by', { date: format.date(goal.due_on) })}</span>}
        </div>
        {goal.contribution && (
          <div className="row caption">
            <Checkbox
              checked={Boolean(goal.contributed_at)}
              disabled={readOnly}
              label={t('growth.contributed', { name: goal.contribution })}
              onChange={(checked) => run(patch.mutateAsync({ id: goal.id, version: goal.version, changes: { contributed_at: checked ? withoutMillis(new Date()) : null } }), t('growth.saved'))}
            />
            <span className={goal.contributed_at ? 'ok' : 'second'}>{goal.contribution}</span>
          </div>
        )}
      </div>
      {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('ground.delete_named', { name: goal.text })} onPress={() => run(remove.mutateAsync({ id: goal.id, version: goal.version }), t('growth.deleted'))} />}
    </li>
  );
}

function GoalForm({ account, goal, onClose }: { account: Account; goal: DevelopmentGoal | null; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('development_goals');
  const patch = usePatch('development_goals');
  const form = useForm({
    text: goal?.text ?? '',
    measure: goal?.measure ?? '',
    target: goal?.target ?? '',
    due_on: goal?.due_on ?? (null as string | null),
    contact_id: goal?.contact_id ?? nobody,
    contribution: goal?.contribution ?? '',
    result: goal?.result ?? '',
  });
  const { values, set } = form;
  const save = async () => {
    if (!values.text.trim()) return form.refuse('text', t('field.required'));
    const body: Partial<DevelopmentGoal> = {
      text: values.text.trim(),
      measure: values.measure.trim() || null,
      target: values.target.trim() || null,
      due_on: values.due_on,
      contact_id: values.contact_id === nobody ? null : values.contact_id,
      contribution: values.contribution.trim() || null,
      result: values.result.trim() || null,
    };
    const done = await form.submit(async (key) => {
      const answer = goal ? await patch.mutateAsync({ id: goal.id, version: goal.version, changes: body }) : await create.mutateAsync({ key, body: { ...body, account_id: account.id } });
      undoToast(t('growth.saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t(goal ? 'growth.edit_goal' : 'growth.add_goal')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('growth.goal')} value={values.text} onChange={(text) => set('text', text)} error={form.errorOf('text')} placeholder={t('growth.goal_example')} autoFocus required maxLength={300} />
      <div className="form-row">
        <TextField label={t('growth.measure')} value={values.measure} onChange={(measure) => set('measure', measure)} error={form.errorOf('measure')} placeholder={t('growth.measure_example')} maxLength={300} />
        <TextField label={t('growth.target')} value={values.target} onChange={(target) => set('target', target)} error={form.errorOf('target')} maxLength={100} />
      </div>
      <DayField label={t('growth.due')} value={values.due_on} onChange={(due_on) => set('due_on', due_on)} shortcuts={useFutureDays()} error={form.errorOf('due_on')} />
      <PersonField label={t('growth.owner')} accountId={account.id} value={values.contact_id} onChange={(contact_id) => set('contact_id', contact_id)} hint={t('growth.owner_hint')} error={form.errorOf('contact_id')} />
      <TextField label={t('growth.contribution')} value={values.contribution} onChange={(contribution) => set('contribution', contribution)} error={form.errorOf('contribution')} placeholder={t('growth.contribution_example')} maxLength={300} />
      {goal && <TextField label={t('growth.result')} value={values.result} onChange={(result) => set('result', result)} error={form.errorOf('result')} maxLength={300} />}
    </FormDialog>
  );
}
