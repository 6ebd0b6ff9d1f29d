// The eight items, each 0 (never) to 4 (always); 0 and 1 ask what one will do about it.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { elements } from '~/api/coaching';
import { request } from '~/api/client';
import { ChoiceChips } from '~/components/choice_chips';
import { TextField } from '~/components/field';
import { toast } from '~/components/toast';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';

const items = 8;
const scores = ['0', '1', '2', '3', '4'] as const;
type Score = (typeof scores)[number];

export function SelfCheckForm({ userId, own, callId, onClose }: { userId: string; own: boolean; callId?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ ratings: Array<Score | null>(items).fill(null), actions: Array<string>(items).fill('') });
  const { values, set } = form;
  const put = <Value,>(list: readonly Value[], index: number, value: Value) => list.map((old, at) => (at === index ? value : old));
  const save = async () => {
    const done = await form.submit(async (key) => {
      await request('/self_checks', {
        method: 'POST',
        idempotencyKey: key,
        body: {
          ...(own ? {} : { user_id: userId }),
          ...(callId ? { call_id: callId } : {}),
          ratings: values.ratings.map((rating) => (rating === null ? null : Number(rating))),
          actions: values.actions.map((action) => action.trim() || null),
        },
      });
      toast(t('coaching.saved'));
      await client.invalidateQueries();
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t(own ? 'coaching.check_myself' : 'coaching.rate_beside')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <p className="second">{t('coaching.scale')}</p>
      {elements.map((element, place) => (
        <section key={element} className="self-check-element">
          <h3>{t(`coaching.element_${element}`)}</h3>
          {[place * 2, place * 2 + 1].map((index) => {
            const rating = values.ratings[index] ?? null;
            return (
              <div key={index} className="column" style={{ gap: 6 }}>
                <ChoiceChips label={t(`coaching.item_${index + 1}`)} value={rating} options={scores.map((value) => ({ value, label: value }))} onChange={(value) => set('ratings', put(values.ratings, index, value))} error={form.errorOf(`ratings/${index}`)} />
                {rating !== null && Number(rating) < 2 && <TextField label={t('coaching.action')} value={values.actions[index] ?? ''} onChange={(text) => set('actions', put(values.actions, index, text))} error={form.errorOf(`actions/${index}`)} maxLength={300} />}
              </div>
            );
          })}
        </section>
      ))}
    </FormDialog>
  );
}
