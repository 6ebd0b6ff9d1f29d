// What we say to each need: features and advantages until the customer has asked for it, benefits and value after. The
// class of every statement is computed (C5) and falls back by itself when its need is weakened.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDelete, useView } from '~/api/queries';
import type { Ledger, LedgerNeed, Offer, Statement } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Menu } from '~/components/menu';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { orderNeeds } from '../needs/ledger_order';
import { useRun } from '../record/use_run';
import { ClassMark, NeedStateTag } from '../selling/marks';
import { ComposeSheet } from './compose_sheet';
import { GainsCard } from './gains_card';
import { GateCard } from './gate_card';
import { ImpactCard } from './impact_chart';
import { amountText, statementText } from './offer_words';
import { PartsCard } from './parts_card';
import { StatementForm } from './statement_form';
import './offer.css';

export default function OfferTab({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const offer = useView<Offer>(`/opportunities/${opportunity.id}/offer`);
  const ledger = useView<Ledger>(`/opportunities/${opportunity.id}/needs`);
  const [form, setForm] = useState<{ statement: Statement | null; needId: string | null } | null>(null);
  const [composing, setComposing] = useState<string | null>(null);
  const data = offer.data;
  const statements = data?.statements ?? [];
  const composed = statements.find((one) => one.id === composing);
  const needs = orderNeeds(ledger.data?.items ?? []).filter((need) => need.state !== 'dropped');
  const without = statements.filter((one) => !needs.some((need) => need.id === one.need_id));
  const row = (statement: Statement) => (
    <StatementRow key={statement.id} statement={statement} offer={data as Offer} readOnly={readOnly} onEdit={() => setForm({ statement, needId: statement.need_id })} onCompose={() => setComposing(statement.id)} />
  );
  const nothing = data && ledger.data && statements.length === 0 && needs.length === 0;
  return (
    <div className="record-grid">
      <div className="record-column">
        <Card
          title={t('offer.title')}
          note={t('offer.note')}
          actions={
            !readOnly && (
              <Button small variant="primary" icon="plus" onPress={() => setForm({ statement: null, needId: null })}>
                {t('offer.add')}
              </Button>
            )
          }
        >
          {(offer.isPending || ledger.isPending) && <SkeletonRows rows={5} height={48} />}
          {offer.isError && !data && <ErrorState error={offer.error} onRetry={() => void offer.refetch()} />}
          {nothing && <EmptyState>{t('offer.empty')}</EmptyState>}
          {data &&
            needs.map((need) => (
              <NeedGroup key={need.id} need={need} uncovered={data.uncovered_needs.includes(need.id)} readOnly={readOnly} onAdd={() => setForm({ statement: null, needId: need.id })}>
                {statements.filter((one) => one.need_id === need.id).map(row)}
              </NeedGroup>
            ))}
          {without.length > 0 && (
            <section className="offer-group">
              <h3 className="second">{t('offer.no_need')}</h3>
              <ul>{without.map(row)}</ul>
            </section>
          )}
        </Card>
        {data && <PartsCard opportunity={opportunity} offer={data} needs={needs} readOnly={readOnly} />}
      </div>
      <div className="record-column">
        {data && <GateCard offer={data} />}
        <GainsCard opportunity={opportunity} readOnly={readOnly} />
        <ImpactCard stage={opportunity.position.stage} />
      </div>
      {form && <StatementForm opportunity={opportunity} statement={form.statement} needId={form.needId} needs={needs} onClose={() => setForm(null)} />}
      {composed && <ComposeSheet statement={composed} readOnly={readOnly} onClose={() => setComposing(null)} />}
    </div>
  );
}

interface NeedGroupProps {
  need: LedgerNeed;
  uncovered: boolean;
  readOnly: boolean;
  onAdd: () => void;
  children: React.ReactNode[];
}

function NeedGroup({ need, uncovered, readOnly, onAdd, children }: NeedGroupProps) {
  const { t } = useTranslation();
  const asked = need.state === 'explicit' || need.state === 'confirmed' || need.state === 'met';
  return (
    <section className="offer-group" aria-label={need.text}>
      <div className="row">
        <h3 className="grow">{need.text}</h3>
        <NeedStateTag state={need.state} />
        {uncovered && <Tag tone="warn">{t('needs.no_benefit')}</Tag>}
        {!readOnly && <Button small variant="ghost" icon="plus" aria-label={t('offer.add_for', { need: need.text })} onPress={onAdd} />}
      </div>
      {children.length > 0 ? <ul>{children}</ul> : <p className={asked ? 'caption warn' : 'caption third'}>{t(asked ? 'offer.write_benefit' : 'offer.ask_first')}</p>}
    </section>
  );
}

interface StatementRowProps {
  statement: Statement;
  offer: Offer;
  readOnly: boolean;
  onEdit: () => void;
  onCompose: () => void;
}

function StatementRow({ statement, offer, readOnly, onEdit, onCompose }: StatementRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const remove = useDelete('statements');
  const text = statementText(statement);
  const early = offer.timing.out_of_row.includes(statement.id);
  return (
    <li className="selling-row">
      <ClassMark value={statement.class} />
      <div className={statement.why === 'need_not_explicit' ? 'row-text third' : 'row-text'}>
        {readOnly ? (
          <span>{text}</span>
        ) : (
          <button type="button" className="row-open" onClick={onEdit}>
            {text}
          </button>
        )}
        <div className="row-meta caption third">
          {statement.amount !== null && <b className="numeric second">{amountText(statement, format)}</b>}
          {statement.confirmed_at && <Tag tone="ok">{t('offer.confirmed', { date: format.date(statement.confirmed_at) })}</Tag>}
          {statement.why && <span>{t(`statement_why.${statement.why}`)}</span>}
          {early && <Tag tone="warn">{t('offer.out_of_row', { stage: t(`stage.${offer.timing.stage}`) })}</Tag>}
        </div>
      </div>
      <Menu
        label={t('offer.menu')}
        trigger={<Button small variant="ghost" icon="more" aria-label={`${t('offer.menu')}: ${text}`} />}
        entries={[
          { id: 'compose', label: t('offer.compose'), icon: 'message', onAction: onCompose },
          ...(readOnly
            ? []
            : [
                { id: 'edit', label: t('common.edit'), icon: 'edit' as const, onAction: onEdit },
                { id: 'delete', label: t('common.delete'), icon: 'trash' as const, separated: true, onAction: () => run(remove.mutateAsync({ id: statement.id, version: statement.version }), t('offer.deleted')) },
              ]),
        ]}
      />
    </li>
  );
}
