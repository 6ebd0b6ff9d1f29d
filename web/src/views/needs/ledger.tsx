// The needs of a deal: what the customer said, how far each need has come, how much of it shows, what is still to be
// asked. Order: the strongest open ones first; what ended stands beneath.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useList, useView } from '~/api/queries';
import { questionTypes, type Ledger, type LedgerNeed } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useKeys } from '~/app/keys';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { DataTable, type Column } from '~/components/data_table';
import { QuoteBlock } from '~/components/quote_block';
import { RuleWhy } from '~/components/rule_why';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { IndexBar, NeedStateTag, questionLetters } from '../selling/marks';
import { HeardForm } from './heard_form';
import { Iceberg } from './iceberg';
import { orderNeeds } from './ledger_order';
import { NeedSheet } from './need_sheet';
import { NoNeeds } from './no_needs';
import { ProblemsCard } from './problems_card';
import './needs.css';

export default function LedgerTab({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ledger = useView<Ledger>(`/opportunities/${opportunity.id}/needs`);
  const contacts = useList('contacts', { account_id: opportunity.account_id, limit: 200 }, { enabled: Boolean(opportunity.account_id) });
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  useKeys(readOnly ? {} : { n: () => setAdding(true) });
  const people = contacts.data?.items ?? [];
  const data = ledger.data;
  const needs = orderNeeds(data?.items ?? []);
  const opened = needs.find((need) => need.id === open);
  const columns: Column<LedgerNeed>[] = [
    {
      id: 'need',
      header: t('object.need'),
      rowHeader: true,
      cell: (need) => (
        <div className="ledger-need">
          <button type="button" className="row-open" onClick={() => setOpen(need.id)}>
            {need.text}
          </button>
          {need.quotes[0] && (
            <div className="need-words regular">
              <QuoteBlock text={need.quotes[0].text} verbatim={need.quotes[0].contact_id !== null} />{' '}
              <span className="third">
                {people.find((person) => person.id === need.quotes[0]?.contact_id)?.name} {format.date(need.quotes[0].said_at)}
              </span>
            </div>
          )}
        </div>
      ),
    },
    { id: 'state', header: t('needs.state'), width: 110, cell: (need) => <NeedStateTag state={need.state} /> },
    { id: 'intensity', header: t('needs.intensity'), width: 100, cell: (need) => <IndexBar value={need.intensity} label={t('needs.intensity')} /> },
    { id: 'questions', header: t('needs.questions'), width: 132, cell: (need) => <SpinCounts counts={need.questions} /> },
    {
      id: 'answer',
      header: t('needs.our_answer'),
      width: 112,
      cell: (need) =>
        need.has_benefit ? <Tag tone="ok">{t('needs.benefit')}</Tag> : need.state === 'explicit' || need.state === 'confirmed' ? <Tag tone="warn">{t('needs.no_benefit')}</Tag> : <span className="caption third">{t('needs.waits_for_explicit')}</span>,
    },
  ];
  return (
    <div className="record-grid">
      <div className="record-column">
        <Card
          title={t('needs.ledger')}
          note={data && needs.length > 0 ? t('needs.explicit_of', { explicit: data.explicit, open: data.open }) : undefined}
          actions={
            !readOnly && (
              <Button small variant="primary" icon="plus" onPress={() => setAdding(true)}>
                {t('needs.heard')}
              </Button>
            )
          }
        >
          {ledger.isPending && <SkeletonRows rows={4} height={48} />}
          {ledger.isError && !data && <ErrorState error={ledger.error} onRetry={() => void ledger.refetch()} />}
          {data && needs.length === 0 && <NoNeeds onAdd={readOnly ? undefined : () => setAdding(true)}>{t('needs.empty')}</NoNeeds>}
          {needs.length > 0 && <DataTable label={t('needs.ledger')} columns={columns} rows={needs} rowKey={(need) => need.id} onOpen={(need) => setOpen(need.id)} />}
        </Card>
        {data && <ProblemsCard opportunity={opportunity} problems={data.problems} gap={data.gap} readOnly={readOnly} />}
      </div>
      <div className="record-column">
        {data && needs.length > 0 && (
          <Card
            title={t('needs.maturity')}
            actions={
              <>
                <RuleWhy rule="C3.nmi" title={t('needs.maturity')} input={() => data.nmi_input} />
                <b className="metric numeric">{data.nmi === null ? '–' : format.number(data.nmi, 1)}</b>
              </>
            }
          >
            <p className="caption third">{t('needs.maturity_note')}</p>
          </Card>
        )}
        {data && needs.length > 0 && <Iceberg iceberg={data.iceberg} needs={needs} onOpen={setOpen} />}
      </div>
      <HeardForm isOpen={adding} onClose={() => setAdding(false)} accountId={opportunity.account_id} opportunityId={opportunity.id} />
      {opened && <NeedSheet key={opened.id} need={opened} contacts={people} readOnly={readOnly} onClose={() => setOpen(null)} />}
    </div>
  );
}

function SpinCounts({ counts }: { counts: LedgerNeed['questions'] }) {
  const { t } = useTranslation();
  return (
    <span className="spin-counts numeric" role="img" aria-label={questionTypes.map((kind) => `${t(`question_type.${kind}`)} ${counts[kind]}`).join(', ')}>
      {questionTypes.map((kind) => (
        <span key={kind} className={counts[kind] === 0 ? 'zero' : undefined} aria-hidden="true">
          {questionLetters[kind]}
          {counts[kind]}
        </span>
      ))}
    </span>
  );
}
