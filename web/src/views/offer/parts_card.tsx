// The parts of our solution, each tied to the need or problem it answers. A part that answers nothing is cost without a
// reason, and holds the proposal back.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GapView } from '~/api/ground';
import { useCreate, useDelete, useView } from '~/api/queries';
import type { LedgerNeed, Offer, SolutionPart } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Select, TextField } from '~/components/field';
import { Tag } from '~/components/tag';
import { undoToast } from '~/components/toast';
import { parseAmount } from '~/format/money';
import { useFormat } from '~/format/use_format';
import { AmountField } from '../forms/amount_field';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';
import { useRun } from '../record/use_run';

interface PartsCardProps {
  opportunity: Opportunity;
  offer: Offer;
  needs: readonly LedgerNeed[];
  readOnly: boolean;
}

export function PartsCard({ opportunity, offer, needs, readOnly }: PartsCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const remove = useDelete('solution_parts');
  const [adding, setAdding] = useState(false);
  const gap = useView<GapView>(`/opportunities/${opportunity.id}/gap`);
  const tiedTo = (part: SolutionPart) => needs.find((need) => need.id === part.need_id)?.text ?? gap.data?.dimensions.find((one) => one.id === part.problem_id)?.name;
  return (
    <Card
      title={t('offer.parts')}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setAdding(true)}>
            {t('offer.add_part')}
          </Button>
        )
      }
    >
      {offer.parts.length === 0 && <p className="second">{t('offer.no_parts')}</p>}
      <ul>
        {offer.parts.map((part) => (
          <li key={part.id} className="selling-row">
            <div className="row-text">
              <span>{part.name}</span>
              <div className="row-meta caption third">
                {part.need_id || part.problem_id ? <span>{t('offer.answers', { need: tiedTo(part) ?? t('object.problem') })}</span> : <Tag tone="warn">{t('gate_reason.part_untied')}</Tag>}
                {offer.unneeded_parts.includes(part.id) && <Tag tone="warn">{t('offer.unneeded')}</Tag>}
                {part.cost_minor !== null && <span className="numeric">{format.amount(part.cost_minor, part.currency)}</span>}
              </div>
            </div>
            {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('offer.delete_part', { name: part.name })} onPress={() => run(remove.mutateAsync({ id: part.id, version: part.version }), t('offer.part_deleted'))} />}
          </li>
        ))}
      </ul>
      {adding && <PartForm opportunity={opportunity} needs={needs} onClose={() => setAdding(false)} />}
    </Card>
  );
}

const none = 'none';
const dimension = 'dimension:';

function tieOf(chosen: string): Pick<SolutionPart, 'need_id' | 'problem_id'> {
  if (chosen === none) return { need_id: null, problem_id: null };
  return chosen.startsWith(dimension) ? { need_id: null, problem_id: chosen.slice(dimension.length) } : { need_id: chosen, problem_id: null };
}

function PartForm({ opportunity, needs, onClose }: { opportunity: Opportunity; needs: readonly LedgerNeed[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const create = useCreate('solution_parts');
  const gap = useView<GapView>(`/opportunities/${opportunity.id}/gap`);
  const form = useForm({ name: '', need: none, cost: '', currency: opportunity.currency ?? workspace.currency });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const cost = values.cost.trim() ? parseAmount(values.cost, values.currency) : null;
    if (values.cost.trim() && cost === null) return form.refuse('cost_minor', t('forms.bad_amount'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({ key, body: { opportunity_id: opportunity.id, name: values.name.trim(), ...tieOf(values.need), cost_minor: cost, currency: cost === null ? null : values.currency } });
      undoToast(t('offer.part_added'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('offer.add_part')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('forms.name')} value={values.name} onChange={(name) => set('name', name)} error={form.errorOf('name')} autoFocus maxLength={200} />
      <Select label={t('offer.answers_which')} value={values.need} options={[{ value: none, label: t('common.none') }, ...needs.map((need) => ({ value: need.id, label: need.text })), ...(gap.data?.dimensions ?? []).map((one) => ({ value: `${dimension}${one.id}`, label: t('ground.dimension_named', { name: one.name }) }))]} onChange={(need) => set('need', need)} error={form.errorOf('need_id') ?? form.errorOf('problem_id')} />
      <AmountField label={t('offer.our_cost')} text={values.cost} currency={values.currency} onText={(cost) => set('cost', cost)} onCurrency={(currency) => set('currency', currency)} error={form.errorOf('cost_minor')} />
    </FormDialog>
  );
}
