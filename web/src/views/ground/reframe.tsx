// A deal that does not move asks for a new thought: the card that is wanted with why, its form, and those written before.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Advances, ForcedReframe, ReframeCard as Record, ReframeView } from '~/api/ground';
import { useCreate, usePatch, useView } from '~/api/queries';
import type { Contact, Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { TextField } from '~/components/field';
import { Icon } from '~/components/icon';
import { RuleWhy } from '~/components/rule_why';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { DayField, useFutureDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { daysFromToday } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import './ground.css';

/** Above the cockpit, until a card is written. */
export function ReframeBanner({ opportunity, forced, readOnly }: { opportunity: Opportunity; forced: ForcedReframe; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [writing, setWriting] = useState(false);
  return (
    <section className="card reframe-banner" role="status" aria-label={t('ground.reframe')}>
      <Icon name="warning" className="warn" />
      <div className="reframe-words">
        <b>{t('ground.reframe_wanted')}</b>
        <span className="second">
          {forced.cause === 'stuck' && forced.dwell_days !== null
            ? t('ground.reframe_stuck', { days: forced.dwell_days, line: forced.line_days ?? 0 })
            : forced.cause === 'lost_alike'
              ? t('ground.reframe_lost', { count: forced.deals.length, reason: forced.reason ?? '' })
              : t('ground.reframe_continuations', { date: format.date(forced.since) })}
        </span>
      </div>
      <RuleWhy rule="M44.reframe" title={t('ground.reframe')} input={() => forced.input} />
      {!readOnly && (
        <Button variant="primary" onPress={() => setWriting(true)}>
          {t('ground.write_card')}
        </Button>
      )}
      {writing && <ReframeForm opportunity={opportunity} onClose={() => setWriting(false)} />}
    </section>
  );
}

export function ReframesCard({ opportunity, contacts, readOnly }: { opportunity: Opportunity; contacts: readonly Contact[]; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [writing, setWriting] = useState(false);
  const view = useView<ReframeView>(`/opportunities/${opportunity.id}/reframe`);
  const cards = view.data?.cards ?? [];
  return (
    <Card
      title={t('ground.reframe')}
      other={format.language === 'zh-CN' ? 'New thinking' : '新思维'}
      otherLanguage={format.other}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setWriting(true)}>
            {t('ground.write_card')}
          </Button>
        )
      }
    >
      {view.isPending && <SkeletonRows rows={2} />}
      {view.isError && !view.data && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {view.data && cards.length === 0 && <p className="second">{t('ground.no_card')}</p>}
      {cards.map((card) => (
        <PastCard key={card.id} card={card} contacts={contacts} readOnly={readOnly} />
      ))}
      {writing && <ReframeForm opportunity={opportunity} onClose={() => setWriting(false)} />}
    </Card>
  );
}

function PastCard({ card, contacts, readOnly }: { card: ReframeView['cards'][number]; contacts: readonly Contact[]; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [closing, setClosing] = useState(false);
  const person = contacts.find((one) => one.id === card.contact_id)?.name;
  const share = ({ n, success_rate }: Advances) => (success_rate === null ? '–' : t('ground.advances_of', { percent: format.percent(success_rate, 0), n }));
  return (
    <section className="rival">
      <div className="row">
        <span className="caption third numeric grow">{format.date(card.created_at, { year: true })}</span>
        <Tag tone={card.cause === 'own' ? 'plain' : 'warn'}>{t(`reframe_cause.${card.cause}`)}</Tag>
      </div>
      <dl className="reframe-facts">
        <dt>{t('ground.old_assumption')}</dt>
        <dd className="third">{card.old_assumption}</dd>
        <dt>{t('ground.why_it_failed')}</dt>
        <dd>{card.why_it_failed}</dd>
        <dt>{t('ground.new_hypothesis')}</dt>
        <dd>
          <b>{card.new_hypothesis}</b>
        </dd>
        {(card.test || person) && (
          <>
            <dt>{t('ground.test')}</dt>
            <dd>{[card.test, person, card.test_on && format.date(card.test_on)].filter(Boolean).join(' · ')}</dd>
          </>
        )}
        {card.result && (
          <>
            <dt>{t('ground.what_came_of_it')}</dt>
            <dd>{card.result}</dd>
          </>
        )}
      </dl>
      {card.before.n + card.after.n > 0 && (
        <p className="caption second numeric">
          {t('ground.advances_around', { before: share(card.before), after: share(card.after) })}
        </p>
      )}
      {!readOnly && !card.result && (
        <Button small variant="ghost" className="link-button" onPress={() => setClosing(true)}>
          {t('ground.note_result')}
        </Button>
      )}
      {closing && <ResultForm card={card} onClose={() => setClosing(false)} />}
    </section>
  );
}

function ResultForm({ card, onClose }: { card: Record; onClose: () => void }) {
  const { t } = useTranslation();
  const patch = usePatch('reframe_cards');
  const form = useForm({ result: card.result ?? '' });
  const { values, set } = form;
  const save = async () => {
    const done = await form.submit(async () => {
      const answer = await patch.mutateAsync({ id: card.id, version: card.version, changes: { result: values.result.trim() || null } });
      undoToast(t('ground.card_saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('ground.what_came_of_it')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('ground.what_came_of_it')} value={values.result} onChange={(result) => set('result', result)} error={form.errorOf('result')} multiline rows={3} autoFocus maxLength={2000} />
    </FormDialog>
  );
}

function ReframeForm({ opportunity, onClose }: { opportunity: Opportunity; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('reframe_cards');
  const form = useForm({ old_assumption: '', why_it_failed: '', new_hypothesis: '', test: '', person: nobody, test_on: daysFromToday(7) as string | null }, { draft: `reframe.${opportunity.id}` });
  const { values, set } = form;
  const save = async () => {
    for (const field of ['old_assumption', 'why_it_failed', 'new_hypothesis'] as const) if (!values[field].trim()) return form.refuse(field, t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          opportunity_id: opportunity.id,
          old_assumption: values.old_assumption.trim(),
          why_it_failed: values.why_it_failed.trim(),
          new_hypothesis: values.new_hypothesis.trim(),
          test: values.test.trim() || null,
          contact_id: values.person === nobody ? null : values.person,
          test_on: values.test_on,
        },
      });
      undoToast(t('ground.card_saved'), answer.undoId);
    });
    if (done) onClose();
  };
  const text = (field: 'old_assumption' | 'why_it_failed' | 'new_hypothesis' | 'test', example: string, first = false) => (
    <TextField label={t(`ground.${field}`)} value={values[field]} onChange={(value) => set(field, value)} error={form.errorOf(field)} placeholder={example} multiline rows={2} autoFocus={first} maxLength={2000} />
  );
  return (
    <FormDialog title={t('ground.reframe')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <p className="form-note caption second">{t('ground.reframe_why')}</p>
      {text('old_assumption', t('ground.old_assumption_example'), true)}
      {text('why_it_failed', t('ground.why_it_failed_example'))}
      {text('new_hypothesis', t('ground.new_hypothesis_example'))}
      {text('test', t('ground.test_example'))}
      <PersonField label={t('ground.test_person')} accountId={opportunity.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
      <DayField label={t('ground.test_on')} value={values.test_on} onChange={(test_on) => set('test_on', test_on)} shortcuts={useFutureDays()} error={form.errorOf('test_on')} />
    </FormDialog>
  );
}
