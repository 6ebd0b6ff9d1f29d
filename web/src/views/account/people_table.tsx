// The people of a customer as a table: the map's equivalent for those who prefer rows.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useList } from '~/api/queries';
import type { Call, Contact, Page } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { DataTable, type Column } from '~/components/data_table';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { StanceGlyph, stanceOf } from '~/components/stance_glyph';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { ContactForm } from '../forms/contact_form';
import { ContactSheet } from './contact_sheet';
import { bandsOf, lastMet } from './relationship';

interface PeopleTableProps {
  accountId: string;
  contacts: UseQueryResult<Page<Contact>>;
  calls: readonly Call[];
  readOnly: boolean;
}

export function PeopleTable({ accountId, contacts, calls, readOnly }: PeopleTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  // In the address: whoever is sent here for one person finds that person open.
  const [search, setSearch] = useSearchParams();
  const opened = search.get('contact');
  const setOpened = (id: string | null) =>
    setSearch(
      (now) => {
        if (id) now.set('contact', id);
        else now.delete('contact');
        return now;
      },
      { replace: true },
    );
  const [adding, setAdding] = useState(false);
  const evidence = useList('evidence', { account_id: accountId, limit: 200 });
  const people = contacts.data?.items ?? [];
  const met = lastMet(calls, evidence.data?.items ?? []);
  const rows = bandsOf(people).flatMap((band) => band.people);
  const columns: Column<Contact>[] = [
    {
      id: 'name',
      header: t('forms.name'),
      rowHeader: true,
      cell: (row) => (
        <button type="button" className="title-link" onClick={() => setOpened(row.id)}>
          {row.name}
        </button>
      ),
    },
    { id: 'title', header: t('forms.job_title'), cell: (row) => row.title },
    { id: 'level', header: t('forms.level'), cell: (row) => (row.level ? t(`level.${row.level}`) : '–') },
    { id: 'role', header: t('forms.role'), cell: (row) => (row.role ? t(`contact_role.${row.role}`) : '–') },
    {
      id: 'attitude',
      header: t('forms.attitude'),
      cell: (row) => (
        <span className="row" style={{ gap: 6 }}>
          <StanceGlyph stance={stanceOf(row.attitude)} size={16} plain />
          {t(row.attitude === null ? 'attitude.unknown' : `attitude.${row.attitude}`)}
          {row.wants_cause && <Tag tone="warn">{t('people.no_cause')}</Tag>}
        </span>
      ),
    },
    { id: 'influence', header: t('people.influence'), end: true, cell: (row) => row.influence ?? '–' },
    { id: 'met', header: t('people.last_met'), end: true, cell: (row) => (met.has(row.id) ? format.date(met.get(row.id) ?? '') : <span className={row.level === 'senior' ? 'bad' : 'third'}>{t('people.never_met')}</span>) },
    { id: 'mobile', header: t('forms.mobile'), cell: (row) => row.mobile || row.phone || row.email },
  ];
  return (
    <Card
      title={t('account.people')}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        )
      }
    >
      {contacts.isPending && <SkeletonRows rows={6} />}
      {contacts.isError && <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />}
      {contacts.data && people.length === 0 && <EmptyState>{t('people.empty')}</EmptyState>}
      {people.length > 0 && (
        <div className="table-scroll">
          <DataTable label={t('account.people')} columns={columns} rows={rows} rowKey={(row) => row.id} onOpen={(row) => setOpened(row.id)} />
        </div>
      )}
      <ContactForm isOpen={adding} onClose={() => setAdding(false)} accountId={accountId} />
      <ContactSheet contactId={opened} contacts={people} onClose={() => setOpened(null)} readOnly={readOnly} />
    </Card>
  );
}
