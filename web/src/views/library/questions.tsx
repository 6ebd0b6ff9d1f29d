// The question bank: by kind, stage, level, style, role and industry; how often each was used and how often it led to an explicit
// need. Every filter is in the address.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useCreate, useDelete, useRecord, useView } from '~/api/queries';
import { bankTrades, questionTypes, styles, type Bank, type Style } from '~/api/selling';
import { contactLevels, contactRoles, stages, type ContactLevel, type ContactRole, type QuestionType, type Stage } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { Select, TextField } from '~/components/field';
import { Segmented } from '~/components/segmented';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';
import { useRun } from '../record/use_run';
import { QuestionMark } from '../selling/marks';
import { textIn } from '../selling/template';
import '../account/account.css';
import './library.css';
import '../selling/selling.css';

const all = 'all';

export default function QuestionBank({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const filter = (name: string) => search.get(name) ?? all;
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === all) next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const names = ['type', 'stage', 'role', 'level', 'style', 'industry'] as const;
  const query = Object.fromEntries(names.map((name) => [name, search.get(name)]));
  const bank = useView<Bank>('/question_bank', query);
  const items = bank.data?.items ?? [];
  const trade = (industry: string) => (bankTrades.some((one) => one === industry) ? t(`library.trade_${industry}`) : industry);
  const chosen = search.get('industry');
  const industries = [...new Set([...bankTrades, ...(bank.data?.industries ?? []), ...(chosen ? [chosen] : [])])];
  const choice = (name: (typeof names)[number], label: string, options: { value: string; label: string }[]) => (
    <Select className="library-filter" label={label} value={filter(name)} options={[{ value: all, label: t('common.all') }, ...options]} onChange={(value) => set(name, value)} />
  );
  return (
    <div className="record-column">
      <div className="library-filters">
        <Segmented label={t('questions.kind')} value={filter('type')} options={[{ value: all, label: t('common.all') }, ...questionTypes.map((value) => ({ value: value as string, label: t(`callplan.short_${value}`) }))]} onChange={(value) => set('type', value)} />
        {choice('stage', t('field_name.stage'), stages.map((value) => ({ value, label: t(`stage.${value}`) })))}
        {choice('role', t('field_name.role'), contactRoles.map((value) => ({ value, label: t(`contact_role.${value}`) })))}
        {choice('level', t('field_name.level'), contactLevels.map((value) => ({ value, label: t(`level.${value}`) })))}
        {choice('style', t('library.style'), styles.map((value) => ({ value, label: t(`style.${value}`) })))}
        {choice('industry', t('field_name.industry'), industries.map((value) => ({ value, label: trade(value) })))}
      </div>
      <Card
        title={t('library.questions')}
        note={bank.data ? t('library.count', { count: items.length }) : undefined}
        actions={
          !readOnly && (
            <Button small variant="primary" icon="plus" onPress={() => setAdding(true)}>
              {t('library.new_question')}
            </Button>
          )
        }
      >
        {bank.isPending && <SkeletonRows rows={8} />}
        {bank.isError && !bank.data && <ErrorState error={bank.error} onRetry={() => void bank.refetch()} />}
        {bank.data && items.length === 0 && (
          <EmptyState action={<Button onPress={() => setSearch({}, { replace: true })}>{t('library.clear')}</Button>}>{t('library.no_question')}</EmptyState>
        )}
        <ul>
          {items.map((item) => (
            <li key={item.template_id} className="selling-row">
              <QuestionMark type={item.type} named />
              <div className="row-text">
                <span>{textIn(format.language, item.text)}</span>
                {item.text.zh && item.text.en && (
                  <div className="caption third" lang={format.other}>
                    {textIn(format.other, item.text)}
                  </div>
                )}
                <div className="row-meta caption third">
                  {item.own && <Tag tone="accent">{t('library.own')}</Tag>}
                  {item.stages.map((stage) => (
                    <span key={stage}>{t(`stage.${stage}`)}</span>
                  ))}
                  {item.styles.map((style) => (
                    <Tag key={style}>{t(`style.${style}`)}</Tag>
                  ))}
                  {item.roles.map((role) => (
                    <Tag key={role}>{t(`contact_role.${role}`)}</Tag>
                  ))}
                  {item.industry && <Tag tone="accent">{trade(item.industry)}</Tag>}
                </div>
              </div>
              <span className="library-use caption second numeric">
                {t('library.used', { count: item.used })}
                <span className={item.rate === null || item.rate === 0 ? 'third block' : 'ok block'}>{item.rate === null ? t('library.no_rate') : t('library.led', { percent: format.percent(item.rate, 0), n: item.answered })}</span>
              </span>
              {item.own && !readOnly && <DropTemplate id={item.template_id} />}
            </li>
          ))}
        </ul>
      </Card>
      {adding && <TemplateForm onClose={() => setAdding(false)} />}
    </div>
  );
}

function DropTemplate({ id }: { id: string }) {
  const { t } = useTranslation();
  const run = useRun();
  const record = useRecord('question_templates', id);
  const remove = useDelete('question_templates');
  return (
    <Button
      small
      variant="ghost"
      icon="trash"
      aria-label={t('library.delete_question')}
      isDisabled={!record.data}
      onPress={() => (record.data ? run(remove.mutateAsync({ id, version: record.data.version }), t('library.question_deleted')) : toast(t('common.loading')))}
    />
  );
}

const none = 'none';

function TemplateForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const create = useCreate('question_templates');
  const form = useForm({ type: 'problem' as QuestionType, zh: '', en: '', stage: none as Stage | typeof none, role: none as ContactRole | typeof none, level: none as ContactLevel | typeof none, style: none as Style | typeof none, industry: '' }, { draft: 'question_template' });
  const { values, set } = form;
  const own = format.language === 'zh-CN' ? 'zh' : 'en';
  const save = async () => {
    if (!values.zh.trim() && !values.en.trim()) return form.refuse(`text_${own}`, t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          type: values.type,
          text_zh: values.zh.trim() || null,
          text_en: values.en.trim() || null,
          stage: values.stage === none ? null : values.stage,
          role: values.role === none ? null : values.role,
          level: values.level === none ? null : values.level,
          style: values.style === none ? null : values.style,
          industry: values.industry.trim() || null,
        },
      });
      undoToast(t('library.question_added'), answer.undoId);
    });
    if (done) onClose();
  };
  const order = own === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  return (
    <FormDialog title={t('library.new_question')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side>
      <ChoiceChips label={t('questions.kind')} value={values.type} options={questionTypes.map((value) => ({ value, label: t(`question_type.${value}`) }))} onChange={(type) => set('type', type)} hint={t(`question_hint.${values.type}`)} />
      {order.map((language) => (
        <TextField key={language} label={t(`library.text_${language}`)} value={values[language]} onChange={(text) => set(language, text)} error={form.errorOf(`text_${language}`)} hint={language === own ? t('library.places_hint', { example: own === 'zh' ? '{环节}' : '{step}' }) : undefined} multiline rows={2} maxLength={500} />
      ))}
      <Select label={t('field_name.stage')} value={values.stage} options={[{ value: none as Stage | typeof none, label: t('common.all') }, ...stages.map((value) => ({ value, label: t(`stage.${value}`) }))]} onChange={(stage) => set('stage', stage)} />
      <div className="form-row">
        <Select label={t('field_name.role')} value={values.role} options={[{ value: none as ContactRole | typeof none, label: t('common.all') }, ...contactRoles.map((value) => ({ value, label: t(`contact_role.${value}`) }))]} onChange={(role) => set('role', role)} />
        <Select label={t('field_name.level')} value={values.level} options={[{ value: none as ContactLevel | typeof none, label: t('common.all') }, ...contactLevels.map((value) => ({ value, label: t(`level.${value}`) }))]} onChange={(level) => set('level', level)} />
      </div>
      <Select label={t('library.style')} value={values.style} options={[{ value: none as Style | typeof none, label: t('common.all') }, ...styles.map((value) => ({ value, label: t(`style.${value}`) }))]} onChange={(style) => set('style', style)} />
      <TextField label={t('field_name.industry')} value={values.industry} onChange={(industry) => set('industry', industry)} error={form.errorOf('industry')} maxLength={100} />
    </FormDialog>
  );
}
