// The rules of the game at a customer: what everybody at the table must keep, by when, and whether we do. A mandatory one of which
// nobody knows must not stay so until the customer chooses.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { compliances, type GameRule } from '~/api/ground';
import { useCreate, useDelete, useList, usePatch } from '~/api/queries';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, TextField } from '~/components/field';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag, type Tone } from '~/components/tag';
import { undoToast } from '~/components/toast';
import { isoDate } from '~/format/dates';
import { useFormat } from '~/format/use_format';
import { DayField, useFutureDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';
import { useRun } from '../record/use_run';
import './ground.css';
import '../selling/selling.css';

const toneOf: Record<GameRule['compliance'], Tone> = { unknown: 'warn', met: 'ok', breached: 'bad', not_applicable: 'plain' };

/** Mandatory ones first, then by their date. */
export function orderRules(rules: readonly GameRule[]): GameRule[] {
  return [...rules].sort((a, b) => Number(b.mandatory) - Number(a.mandatory) || (a.due_on ?? '9999').localeCompare(b.due_on ?? '9999'));
}

export function RulesCard({ accountId, readOnly }: { accountId: string | null; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const [form, setForm] = useState<{ rule: GameRule | null } | null>(null);
  const remove = useDelete('game_rules');
  const list = useList('game_rules', { account_id: accountId, limit: 200 }, { enabled: Boolean(accountId) });
  const rules = orderRules(list.data?.items ?? []);
  const unknown = rules.filter((rule) => rule.mandatory && rule.compliance === 'unknown').length;
  const day = isoDate(new Date());
  if (!accountId) return null;
  return (
    <Card
      title={t('ground.rules')}
      other={format.language === 'zh-CN' ? 'Rules of the game' : '游戏规则'}
      otherLanguage={format.other}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setForm({ rule: null })}>
            {t('ground.add_rule')}
          </Button>
        )
      }
    >
      {unknown > 0 && (
        <div className="banner warn" role="status">
          {t('ground.unknown_rules', { count: unknown })}
        </div>
      )}
      {list.isPending && <SkeletonRows rows={3} />}
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rules.length === 0 && <EmptyState>{t('ground.rules_empty')}</EmptyState>}
      <ul>
        {rules.map((rule) => (
          <li key={rule.id} className="selling-row">
            <div className="row-text">
              {readOnly ? (
                <span>{rule.text}</span>
              ) : (
                <button type="button" className="row-open" onClick={() => setForm({ rule })}>
                  {rule.text}
                </button>
              )}
              <div className="row-meta caption third">
                <Tag tone={toneOf[rule.compliance]}>{t(`compliance.${rule.compliance}`)}</Tag>
                {rule.mandatory && <Tag>{t('ground.mandatory')}</Tag>}
                {rule.due_on && <span className={rule.due_on < day && rule.compliance === 'unknown' ? 'bad numeric' : 'numeric'}>{t('ground.by', { date: format.date(rule.due_on) })}</span>}
                {rule.applies_to && <span>{rule.applies_to}</span>}
                {rule.source && <span>{rule.source}</span>}
              </div>
            </div>
            {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('ground.delete_named', { name: rule.text })} onPress={() => run(remove.mutateAsync({ id: rule.id, version: rule.version }), t('ground.rule_deleted'))} />}
          </li>
        ))}
      </ul>
      {form && <RuleForm accountId={accountId} rule={form.rule} onClose={() => setForm(null)} />}
    </Card>
  );
}

function RuleForm({ accountId, rule, onClose }: { accountId: string; rule: GameRule | null; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('game_rules');
  const patch = usePatch('game_rules');
  const form = useForm({
    text: rule?.text ?? '',
    source: rule?.source ?? '',
    applies_to: rule?.applies_to ?? '',
    due_on: rule?.due_on ?? (null as string | null),
    mandatory: rule?.mandatory ?? true,
    compliance: rule?.compliance ?? ('unknown' as GameRule['compliance']),
  });
  const { values, set } = form;
  const save = async () => {
    if (!values.text.trim()) return form.refuse('text', t('field.required'));
    const body: Partial<GameRule> = {
      text: values.text.trim(),
      source: values.source.trim() || null,
      applies_to: values.applies_to.trim() || null,
      due_on: values.due_on,
      mandatory: values.mandatory,
      compliance: values.compliance,
    };
    const done = await form.submit(async (key) => {
      const answer = rule ? await patch.mutateAsync({ id: rule.id, version: rule.version, changes: body }) : await create.mutateAsync({ key, body: { ...body, account_id: accountId } });
      undoToast(t('ground.rule_saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t(rule ? 'ground.edit_rule' : 'ground.add_rule')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('object.game_rule')} value={values.text} onChange={(text) => set('text', text)} error={form.errorOf('text')} placeholder={t('ground.rule_example')} autoFocus maxLength={300} />
      <Checkbox checked={values.mandatory} onChange={(mandatory) => set('mandatory', mandatory)}>
        {t('ground.mandatory')}
      </Checkbox>
      <ChoiceChips label={t('ground.do_we_keep_it')} value={values.compliance} options={compliances.map((value) => ({ value, label: t(`compliance.${value}`) }))} onChange={(compliance) => set('compliance', compliance)} error={form.errorOf('compliance')} />
      <DayField label={t('ground.deadline')} value={values.due_on} onChange={(due_on) => set('due_on', due_on)} shortcuts={useFutureDays()} error={form.errorOf('due_on')} />
      <TextField label={t('ground.applies_to')} value={values.applies_to} onChange={(applies_to) => set('applies_to', applies_to)} error={form.errorOf('applies_to')} maxLength={300} />
      <TextField label={t('ground.source')} value={values.source} onChange={(source) => set('source', source)} error={form.errorOf('source')} placeholder={t('ground.source_example')} maxLength={300} />
    </FormDialog>
  );
}
