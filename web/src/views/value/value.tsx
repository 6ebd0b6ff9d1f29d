// What the customer gains and what it costs them, each figure with who confirmed it: an unconfirmed benefit counts by
// half at most (C9). Beside it the rivals by the same items, and what kind of buyer this is (C9b).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDelete, useList, useView } from '~/api/queries';
import { valueKinds, type ValueFigures, type ValueItem, type ValueView } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { Segmented } from '~/components/segmented';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { useRun } from '../record/use_run';
import { BuyerCard } from './buyer_card';
import { CaseCard } from './case_card';
import { ItemForm } from './item_form';
import { LadderCard } from './ladder_card';
import { Waterfall } from './waterfall';
import './value.css';
import '../selling/selling.css';

const ours = 'ours';

export default function ValueTab({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const value = useView<ValueView>(`/opportunities/${opportunity.id}/value`);
  const rivals = useList('competitors', { opportunity_id: opportunity.id, limit: 50 });
  const [whose, setWhose] = useState(ours);
  const [form, setForm] = useState<{ item: ValueItem | null } | null>(null);
  const data = value.data;
  const items = (data?.items ?? []).filter((item) => (item.competitor_id ?? ours) === whose);
  const figures: ValueFigures | null | undefined = whose === ours ? data?.ours : data?.rivals.find((rival) => rival.id === whose);
  const options = [{ value: ours, label: workspace.name }, ...(rivals.data?.items ?? []).slice(0, 4).map((rival) => ({ value: rival.id, label: rival.name }))];
  return (
    <div className="record-grid">
      <div className="record-column">
        <Card
          title={t('value.title')}
          note={t('value.first_year')}
          actions={
            <>
              {figures && <RuleWhy rule="C9.value" title={t('value.title')} input={() => figures.input} />}
              {!readOnly && (
                <Button small variant="primary" icon="plus" onPress={() => setForm({ item: null })}>
                  {t('value.add')}
                </Button>
              )}
            </>
          }
        >
          {options.length > 1 && <Segmented label={t('value.whose')} value={whose} options={options} onChange={setWhose} />}
          {value.isPending && <SkeletonRows rows={5} />}
          {value.isError && !data && <ErrorState error={value.error} onRetry={() => void value.refetch()} />}
          {data?.error && (
            <div className="banner warn" role="status">
              {t(`value.error_${data.error}`)}
            </div>
          )}
          {data && items.length === 0 && <EmptyState>{t('value.empty')}</EmptyState>}
          {figures && items.length > 0 && !data?.error && (
            <>
              <Waterfall steps={figures.waterfall} currency={data?.currency ?? null} height={200} />
              <Figures years={data?.years ?? 0} figures={figures} currency={data?.currency ?? null} difference={data?.rivals.find((rival) => rival.id === whose)?.difference ?? null} />
            </>
          )}
        </Card>
        {items.length > 0 && (
          <Card title={t('value.items')}>
            {valueKinds.map((kind) => {
              const rows = items.filter((item) => item.kind === kind);
              if (rows.length === 0) return null;
              return (
                <section key={kind} className="value-group">
                  <h3 className="second">{t(`value_kind.${kind}`)}</h3>
                  <ul>
                    {rows.map((item) => (
                      <ItemRow key={item.id} item={item} readOnly={readOnly} onEdit={() => setForm({ item })} />
                    ))}
                  </ul>
                </section>
              );
            })}
          </Card>
        )}
      </div>
      <div className="record-column">
        {data && !data.error && <LadderCard ladder={data.ladder} />}
        {data && <CaseCard opportunity={opportunity} view={data} readOnly={readOnly} />}
        <BuyerCard opportunity={opportunity} readOnly={readOnly} />
      </div>
      {form && <ItemForm opportunity={opportunity} item={form.item} competitorId={whose === ours ? null : whose} onClose={() => setForm(null)} />}
    </div>
  );
}

function Figures({ years, figures, currency, difference }: { years: number; figures: ValueFigures; currency: string | null; difference: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = (amount: number | null) => (amount === null ? '–' : currency ? format.money({ amount_minor: Math.round(amount), currency }) : format.number(amount / 100));
  return (
    <dl className="value-figures">
      <div className="value-figure">
        <dt>{t('value.npv_over', { n: years })}</dt>
        <dd>
          <span className="row" style={{ gap: 6 }}>
            {money(figures.npv)}
            <RuleWhy rule="C9.npv" title={t('value.npv_over', { n: years })} input={() => figures.npv_input} />
          </span>
        </dd>
      </div>
      <div className="value-figure">
        <dt>{t('value.payback')}</dt>
        <dd>{figures.payback === null ? t('value.never') : t('value.years', { n: format.number(figures.payback, 1) })}</dd>
      </div>
      <div className="value-figure">
        <dt>{t('value.roi')}</dt>
        <dd>{figures.roi === null ? '–' : format.percent(figures.roi, 0)}</dd>
      </div>
      <div className="value-figure">
        <dt>{t('value.confirmed')}</dt>
        <dd>{t('value.confirmed_of', { n: figures.confirmed.n, of: figures.confirmed.of })}</dd>
      </div>
      {difference !== null && (
        <div className="value-figure">
          <dt>{t('value.difference')}</dt>
          <dd>{money(difference)}</dd>
        </div>
      )}
    </dl>
  );
}

function ItemRow({ item, readOnly, onEdit }: { item: ValueItem; readOnly: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const remove = useDelete('value_items');
  const proven = item.confidence === 'documented' || item.confidence === 'said';
  return (
    <li className="selling-row">
      <div className="row-text">
        {readOnly ? (
          <span>{item.name}</span>
        ) : (
          <button type="button" className="row-open" onClick={onEdit}>
            {item.name}
          </button>
        )}
        <div className="row-meta caption third">
          {(proven || item.kind === 'benefit') && <Tag tone={proven ? 'ok' : 'warn'}>{t(`benefit_confidence.${item.confidence}`)}</Tag>}
          {item.confirmed_at && <span>{t('offer.confirmed', { date: format.date(item.confirmed_at) })}</span>}
          {item.probability !== null && <span>{t('value.probability_of', { percent: format.percent(item.probability, 0) })}</span>}
          {item.basis && <span>{item.basis}</span>}
          {item.realised_minor !== null && <span className="ok">{t('value.realised_of', { amount: format.amount(item.realised_minor, item.currency) })}</span>}
        </div>
      </div>
      <span className="value-amount numeric">
        {format.amount(item.amount_minor, item.currency)}
        {item.yearly && <span className="caption third"> {t('value.per_year')}</span>}
      </span>
      {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('value.delete', { name: item.name })} onPress={() => run(remove.mutateAsync({ id: item.id, version: item.version }), t('value.deleted'))} />}
    </li>
  );
}
