// After the order: reminders of why the choice was right, signs of regret, delivery, what was realised of what was promised, and what
// stands between this lap and the next.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AftersalesView, DeliveryItem, Reminder, RemorseSignal } from '~/api/ground';
import { useDelete, useList, usePatch, useView } from '~/api/queries';
import type { ValueItem } from '~/api/selling';
import type { Contact, Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Checkbox } from '~/components/field';
import { Icon } from '~/components/icon';
import { QuoteBlock } from '~/components/quote_block';
import { EmptyState, ErrorState, Skeleton } from '~/components/states';
import { Tag, type Tone } from '~/components/tag';
import { isoDate } from '~/format/dates';
import { useFormat } from '~/format/use_format';
import { EvidenceForm } from '../forms/evidence_form';
import { withoutMillis } from '../forms/moments';
import { useRun } from '../record/use_run';
import { DeliveryForm, RealisedForm, ReminderForm, RemorseForm } from './aftersales_forms';
import './ground.css';
import '../selling/selling.css';
import '../value/value.css';

interface PartProps {
  opportunity: Opportunity;
  view: AftersalesView;
  contacts: readonly Contact[];
  readOnly: boolean;
}

export default function AftersalesTab({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const offset = -new Date().getTimezoneOffset();
  const view = useView<AftersalesView>(`/opportunities/${opportunity.id}/aftersales`, { tz_offset_minutes: offset });
  const contacts = useList('contacts', { account_id: opportunity.account_id, limit: 200 }, { enabled: Boolean(opportunity.account_id) });
  const [ordering, setOrdering] = useState(false);
  if (view.isError && !view.data) return <ErrorState error={view.error} onRetry={() => void view.refetch()} />;
  if (!view.data) return <Skeleton height={420} />;
  const part = { opportunity, view: view.data, contacts: contacts.data?.items ?? [], readOnly };
  if (!view.data.ordered_at) {
    return (
      <Card title={t('ground.aftersales')}>
        <EmptyState
          action={
            !readOnly && (
              <Button variant="primary" onPress={() => setOrdering(true)}>
                {t('ground.record_order')}
              </Button>
            )
          }
        >
          {t('ground.no_order')}
        </EmptyState>
        <EvidenceForm isOpen={ordering} onClose={() => setOrdering(false)} code="RE1" accountId={opportunity.account_id} opportunityId={opportunity.id} position={opportunity.position} openedAt={opportunity.opened_at} />
      </Card>
    );
  }
  return (
    <div className="record-grid">
      <div className="record-column">
        <RemindersCard {...part} />
        <ValueCard {...part} />
        <DeliveryCard {...part} />
      </div>
      <div className="record-column">
        <LapCard {...part} />
        <RemorseCard {...part} />
        <ReasonsCard {...part} />
      </div>
    </div>
  );
}

const toneOf: Record<Reminder['state'], Tone> = { coming: 'plain', due: 'warn', missed: 'bad', done: 'ok' };

function RemindersCard({ opportunity, view, contacts, readOnly }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [doing, setDoing] = useState<Reminder | null>(null);
  return (
    <Card title={t('ground.reminders')} note={view.ordered_at ? t('ground.ordered_on', { date: format.date(view.ordered_at, { year: true }) }) : undefined} actions={view.punctuality !== null && <span className="caption second numeric">{t('ground.punctual', { percent: format.percent(view.punctuality, 0) })}</span>}>
      <ol>
        {view.reminders.map((reminder) => (
          <li key={reminder.day} className="selling-row">
            <b className="reminder-day numeric">{t('ground.day', { n: reminder.day })}</b>
            <div className="row-text">
              <span>{t(`ground.reminder_${reminder.day}`, { defaultValue: t('ground.remind') })}</span>
              <div className="row-meta caption third">
                <Tag tone={toneOf[reminder.state]}>{t(`reminder_state.${reminder.state}`)}</Tag>
                {(!reminder.record || format.date(reminder.record.done_at) !== format.date(reminder.due_on)) && <span className="numeric">{format.date(reminder.due_on)}</span>}
                {reminder.overdue_days > 0 && <span className="bad numeric">{t('ground.days_late', { count: reminder.overdue_days })}</span>}
                {reminder.record && <span>{[format.date(reminder.record.done_at), contacts.find((one) => one.id === reminder.record?.contact_id)?.name].filter(Boolean).join(' · ')}</span>}
              </div>
              {reminder.record?.note && <p className="second">{reminder.record.note}</p>}
            </div>
            {!readOnly && reminder.state !== 'done' && (
              <Button small variant={reminder.state === 'due' ? 'primary' : 'plain'} icon="check" aria-label={t('ground.mark_reminded', { day: reminder.day })} onPress={() => setDoing(reminder)}>
                {t('today.done')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {doing && <ReminderForm opportunity={opportunity} day={doing.day} onClose={() => setDoing(null)} />}
    </Card>
  );
}

function ReasonsCard({ view, contacts }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('ground.reasons')} note={t('ground.reasons_note')}>
      {view.reasons.length === 0 && <p className="second">{t('ground.no_reason')}</p>}
      <ul>
        {view.reasons.map((reason) => (
          <li key={reason.id} className="selling-row">
            <div className="row-text">
              <QuoteBlock text={reason.text} verbatim={reason.kind === 'quote'} />
              <div className="row-meta caption third">
                <span>{[contacts.find((one) => one.id === reason.contact_id)?.name, reason.said_at && format.date(reason.said_at), reason.about].filter(Boolean).join(' · ')}</span>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ValueCard({ opportunity, view, contacts, readOnly }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [measuring, setMeasuring] = useState<ValueItem | null>(null);
  const { value } = view;
  const money = (amount: number | null) => (amount === null ? '–' : format.amount(amount, value.currency));
  return (
    <Card title={t('ground.value_realised')}>
      {value.items.length === 0 && <p className="second">{t('ground.no_benefit')}</p>}
      {value.mixed && <p className="warn">{t('value.error_mixed_currency')}</p>}
      {value.items.length > 0 && !value.mixed && (
        <dl className="value-figures gap-figures">
          <div className="value-figure">
            <dt>{t('ground.promised')}</dt>
            <dd>{money(value.promised_minor)}</dd>
          </div>
          <div className="value-figure">
            <dt>{t('ground.realised_of_measured', { n: value.measured, of: value.items.length })}</dt>
            <dd>{money(value.realised_minor)}</dd>
          </div>
          <div className="value-figure">
            <dt>{t('ground.ratio')}</dt>
            <dd className={value.ratio !== null && value.ratio < 0.8 ? 'bad' : undefined}>{value.ratio === null ? '–' : format.percent(value.ratio, 0)}</dd>
          </div>
        </dl>
      )}
      <ul>
        {value.items.map((item) => (
          <li key={item.id} className="selling-row">
            <div className="row-text">
              <span>{item.name}</span>
              <div className="row-meta caption third">
                <span className="numeric">{t('ground.promised_amount', { amount: format.amount(item.amount_minor, item.currency) })}</span>
                {item.realised_minor !== null && <span className="ok numeric">{t('value.realised_of', { amount: format.amount(item.realised_minor, item.currency) })}</span>}
                {item.realised_minor !== null && <span>{[item.realised_at && format.date(item.realised_at), contacts.find((one) => one.id === item.realised_contact_id)?.name].filter(Boolean).join(' · ')}</span>}
                {item.realised_minor !== null && !item.realised_contact_id && <Tag tone="warn">{t('ground.our_estimate')}</Tag>}
              </div>
            </div>
            {!readOnly && (
              <Button small aria-label={`${t(item.realised_minor === null ? 'ground.measure' : 'common.edit')}: ${item.name}`} onPress={() => setMeasuring(item)}>
                {t(item.realised_minor === null ? 'ground.measure' : 'common.edit')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {measuring && <RealisedForm opportunity={opportunity} item={measuring} onClose={() => setMeasuring(null)} />}
    </Card>
  );
}

function DeliveryCard({ opportunity, view, readOnly }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const patch = usePatch('delivery_items');
  const remove = useDelete('delivery_items');
  const [form, setForm] = useState<{ item: DeliveryItem | null; kind: DeliveryItem['kind'] } | null>(null);
  const day = isoDate(new Date());
  return (
    <Card
      title={t('ground.delivery')}
      actions={
        !readOnly && (
          <>
            <Button small icon="plus" onPress={() => setForm({ item: null, kind: 'milestone' })}>
              {t('delivery_kind.milestone')}
            </Button>
            <Button small icon="plus" onPress={() => setForm({ item: null, kind: 'issue' })}>
              {t('delivery_kind.issue')}
            </Button>
          </>
        )
      }
    >
      {view.delivery.length === 0 && <p className="second">{t('ground.no_delivery')}</p>}
      <ul>
        {view.delivery.map((item) => (
          <li key={item.id} className="step-row">
            <Checkbox
              checked={item.done_at !== null}
              disabled={readOnly}
              label={t('steps.done', { text: item.name })}
              onChange={(checked) => run(patch.mutateAsync({ id: item.id, version: item.version, changes: { done_at: checked ? withoutMillis(new Date()) : null } }), t('ground.delivery_saved'))}
            />
            <span className={!item.done_at && item.due_on && item.due_on < day ? 'step-date bad numeric' : 'step-date third numeric'}>{item.due_on ? format.date(item.due_on) : item.opened_on ? format.date(item.opened_on) : t('steps.no_date')}</span>
            <span className="grow">
              {readOnly ? (
                <span>{item.name}</span>
              ) : (
                <button type="button" className={item.done_at ? 'row-open third step-done' : 'row-open'} onClick={() => setForm({ item, kind: item.kind })}>
                  {item.name}
                </button>
              )}
            </span>
            <Tag tone={item.kind === 'issue' && !item.done_at ? 'bad' : 'plain'}>{t(`delivery_kind.${item.kind}`)}</Tag>
            {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('ground.delete_named', { name: item.name })} onPress={() => run(remove.mutateAsync({ id: item.id, version: item.version }), t('ground.delivery_deleted'))} />}
          </li>
        ))}
      </ul>
      {form && <DeliveryForm opportunity={opportunity} item={form.item} kind={form.kind} onClose={() => setForm(null)} />}
    </Card>
  );
}

function RemorseCard({ opportunity, view, contacts, readOnly }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form, setForm] = useState<{ signal: RemorseSignal | null } | null>(null);
  return (
    <Card
      title={t('ground.remorse')}
      other={format.language === 'zh-CN' ? 'Buyer’s remorse' : '购买者后悔'}
      otherLanguage={format.other}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setForm({ signal: null })}>
            {t('common.add')}
          </Button>
        )
      }
    >
      {view.remorse.length === 0 && <p className="second">{t('ground.no_remorse')}</p>}
      <ul>
        {view.remorse.map((signal) => (
          <li key={signal.id} className="selling-row">
            <div className="row-text">
              <QuoteBlock text={signal.text} verbatim />
              <div className="row-meta caption third">
                <Tag tone={signal.resolved_at ? 'ok' : signal.severity >= 3 ? 'bad' : 'warn'}>{signal.resolved_at ? t('ground.resolved') : t('ground.severity_of', { n: signal.severity })}</Tag>
                <span>{[contacts.find((one) => one.id === signal.contact_id)?.name, format.date(signal.observed_at)].filter(Boolean).join(' · ')}</span>
              </div>
              {signal.resolution && <p className="second">{signal.resolution}</p>}
            </div>
            {!readOnly && (
              <Button small aria-label={`${t(signal.resolved_at ? 'common.edit' : 'ground.handle')}: ${signal.text}`} onPress={() => setForm({ signal })}>
                {t(signal.resolved_at ? 'common.edit' : 'ground.handle')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {form && <RemorseForm opportunity={opportunity} signal={form.signal} onClose={() => setForm(null)} />}
    </Card>
  );
}

function LapCard({ opportunity, view, readOnly }: PartProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState<string | null>(null);
  const { lap } = view;
  if (!lap) return null;
  const line = (done: boolean, text: string, evidence: string, recorded: boolean) => (
    <li className="selling-row">
      <Icon name={done ? 'check' : 'clock'} className={done ? 'ok' : 'third'} />
      <span className="grow">{text}</span>
      {!readOnly && !recorded && (
        <Button small aria-label={t('position.add_this', { name: t(`evidence.${evidence}`) })} onPress={() => setCode(evidence)}>
          {t('position.add_evidence')}
        </Button>
      )}
    </li>
  );
  return (
    <Card title={t('ground.next_lap')} note={t('ground.lap', { n: lap.number })}>
      <ul>
        {line(lap.value_confirmed, t('evidence.SA1'), 'SA1', lap.value_confirmed)}
        {line(lap.quiet_recorded || lap.quiet, lap.open_issues > 0 ? t('ground.open_issues', { count: lap.open_issues }) : t('ground.quiet_days', { n: lap.quiet_days, of: lap.quiet_days_wanted }), 'SA2', lap.quiet_recorded || !lap.quiet)}
      </ul>
      <p className="caption third">{t('ground.next_lap_note')}</p>
      <EvidenceForm isOpen={code !== null} onClose={() => setCode(null)} code={code} accountId={opportunity.account_id} opportunityId={opportunity.id} position={opportunity.position} openedAt={opportunity.opened_at} />
    </Card>
  );
}
