// What each who decides gains from this deal, the house through them and they themselves (METHOD M105). Words of money are held back
// until a manager has looked.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personalGains, type ContactBenefit, type GainsView, type PersonGain } from '~/api/ground';
import { useCreate, usePatch, useView } from '~/api/queries';
import type { Opportunity } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { TextField } from '~/components/field';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { undoToast } from '~/components/toast';
import { FormDialog } from '../forms/form_dialog';
import { withoutMillis } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { useRun } from '../record/use_run';
import '../selling/selling.css';

export function GainsCard({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<{ gain: PersonGain | null } | null>(null);
  const view = useView<GainsView>(`/opportunities/${opportunity.id}/gains`);
  const data = view.data;
  return (
    <Card
      title={t('gains.title')}
      actions={
        !readOnly &&
        opportunity.account_id && (
          <Button small icon="plus" onPress={() => setForm({ gain: null })}>
            {t('common.add')}
          </Button>
        )
      }
    >
      {view.isPending && <SkeletonRows rows={3} height={48} />}
      {view.isError && !data && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {data && data.people.length === 0 && <p className="second">{t('gains.nobody')}</p>}
      <ul>
        {data?.people.map((gain) => (
          <GainRow key={gain.contact.id} gain={gain} readOnly={readOnly} onEdit={() => setForm({ gain })} />
        ))}
      </ul>
      {form && <GainForm opportunity={opportunity} gain={form.gain} onClose={() => setForm(null)} />}
    </Card>
  );
}

function GainRow({ gain, readOnly, onEdit }: { gain: PersonGain; readOnly: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const run = useRun();
  const patch = usePatch('contact_benefits');
  const { benefit } = gain;
  const reviews = user.role === 'manager' || user.role === 'admin';
  return (
    <li className="selling-row">
      <div className="row-text">
        <span className="row" style={{ gap: 6, flexWrap: 'wrap' }}>
          {readOnly ? (
            <b>{gain.contact.name}</b>
          ) : (
            <button type="button" className="row-open" onClick={onEdit} aria-label={t('gains.edit_named', { name: gain.contact.name })}>
              <b>{gain.contact.name}</b>
            </button>
          )}
          {gain.contact.title && <span className="second">{gain.contact.title}</span>}
          {gain.decides && <Tag>{t('gains.decides')}</Tag>}
        </span>
        <div>
          <span className="caption third">{t('gains.organisation')} </span>
          {benefit?.organisation_benefit ?? <span className={gain.decides ? 'warn' : 'third'}>{t('gains.unknown')}</span>}
        </div>
        <div>
          <span className="caption third">{t('gains.personal')} </span>
          {benefit?.withheld?.includes('personal_benefit') ? <span className="third">{t('common.withheld')}</span> : (benefit?.personal_benefit ?? <span className={gain.decides ? 'warn' : 'third'}>{t('gains.unknown')}</span>)}
          {benefit?.personal_gain && <span className="caption third"> · {t(`personal_gain.${benefit.personal_gain}`)}</span>}
        </div>
        {gain.held && benefit && (
          <div className="row bad" role="status" style={{ flexWrap: 'wrap' }}>
            <span>{t('gains.held', { words: gain.money_words.join(t('forms.list_comma')) })}</span>
            {reviews && !readOnly && (
              <Button small onPress={() => run(patch.mutateAsync({ id: benefit.id, version: benefit.version, changes: { reviewed_at: withoutMillis(new Date()) } }), t('gains.reviewed'))}>
                {t('gains.review')}
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

function GainForm({ opportunity, gain, onClose }: { opportunity: Opportunity; gain: PersonGain | null; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('contact_benefits');
  const patch = usePatch('contact_benefits');
  const benefit = gain?.benefit ?? null;
  const form = useForm({
    contact_id: gain?.contact.id ?? nobody,
    organisation_benefit: benefit?.organisation_benefit ?? '',
    personal_benefit: benefit?.personal_benefit ?? '',
    personal_gain: (benefit?.personal_gain ?? null) as ContactBenefit['personal_gain'],
  });
  const { values, set } = form;
  const save = async () => {
    if (values.contact_id === nobody) return form.refuse('contact_id', t('field.required'));
    const body: Partial<ContactBenefit> = {
      organisation_benefit: values.organisation_benefit.trim() || null,
      personal_benefit: values.personal_benefit.trim() || null,
      personal_gain: values.personal_benefit.trim() ? values.personal_gain : null,
    };
    const done = await form.submit(async (key) => {
      const answer = benefit
        ? await patch.mutateAsync({ id: benefit.id, version: benefit.version, changes: body })
        : await create.mutateAsync({ key, body: { ...body, opportunity_id: opportunity.id, contact_id: values.contact_id } });
      undoToast(t('gains.saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={gain ? t('gains.edit_named', { name: gain.contact.name }) : t('gains.title')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      {!gain && <PersonField label={t('gains.who')} accountId={opportunity.account_id} value={values.contact_id} onChange={(contact_id) => set('contact_id', contact_id)} error={form.errorOf('contact_id')} />}
      <TextField multiline rows={2} label={t('gains.organisation')} value={values.organisation_benefit} onChange={(text) => set('organisation_benefit', text)} error={form.errorOf('organisation_benefit')} placeholder={t('gains.organisation_example')} maxLength={300} />
      <TextField multiline rows={2} label={t('gains.personal')} value={values.personal_benefit} onChange={(text) => set('personal_benefit', text)} error={form.errorOf('personal_benefit')} placeholder={t('gains.personal_example')} hint={t('gains.personal_hint')} maxLength={300} />
      <ChoiceChips label={t('gains.kind')} value={values.personal_gain} options={personalGains.map((value) => ({ value, label: t(`personal_gain.${value}`) }))} onChange={(kind) => set('personal_gain', kind)} error={form.errorOf('personal_gain')} />
    </FormDialog>
  );
}
