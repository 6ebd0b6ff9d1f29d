// The frame of the calculation: years, rate, our margin and cost to serve; and what was realised of what was promised.
import { useTranslation } from 'react-i18next';
import { useCreate, usePatch } from '~/api/queries';
import type { ValueCase, ValueView } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useSession } from '~/app/session';
import { Card } from '~/components/card';
import { Tag } from '~/components/tag';
import { minorDigits, parseAmount } from '~/format/money';
import { useFormat } from '~/format/use_format';
import { InlineText } from '../record/inline_field';

export function CaseCard({ opportunity, view, readOnly }: { opportunity: Opportunity; view: ValueView; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const create = useCreate('value_cases');
  const patch = usePatch('value_cases');
  const there = view.case;
  const currency = view.currency ?? there?.currency ?? opportunity.currency ?? workspace.currency;
  const save = async (changes: Partial<ValueCase>) => {
    const answer = there ? await patch.mutateAsync({ id: there.id, version: there.version, changes }) : await create.mutateAsync({ body: { ...changes, opportunity_id: opportunity.id } });
    return answer.undoId;
  };
  const money = (amount: number | null | undefined) => (amount == null ? '–' : format.money({ amount_minor: Math.round(amount), currency }));
  const amountField = (name: 'margin_minor' | 'cost_to_serve_minor') => (
    <InlineText
      label={t(`value.${name}`)}
      value={there?.[name] == null ? null : String(there[name] / 10 ** minorDigits(currency))}
      shown={there?.[name] == null ? undefined : money(there[name])}
      onSave={(text) => save({ [name]: text === null ? null : parseAmount(text, currency), currency })}
      readOnly={readOnly}
    />
  );
  return (
    <Card title={t('value.case')}>
      <InlineText label={t('value.horizon')} value={String(view.years)} onSave={(text) => save({ years: Number(text) })} inputMode="numeric" readOnly={readOnly} />
      <InlineText label={t('value.rate')} value={String(Math.round(view.rate * 1000) / 10)} shown={format.percent(view.rate)} onSave={(text) => save({ rate: Number((text ?? '').replace(/[%％]$/, '')) / 100 })} inputMode="decimal" readOnly={readOnly} />
      {amountField('margin_minor')}
      {amountField('cost_to_serve_minor')}
      {view.promised_minor !== null && !view.error && (
        <div className="figure-row">
          <span className="second">{t('value.realised_share')}</span>
          <b className="numeric">
            {view.realised_share === null ? '–' : format.percent(view.realised_share, 0)} <span className="caption third regular">{t('value.of_promised', { amount: money(view.promised_minor) })}</span>
          </b>
        </div>
      )}
      {view.unconfirmed.length > 0 && <Tag tone="warn">{t('value.unconfirmed', { count: view.unconfirmed.length })}</Tag>}
    </Card>
  );
}
