// All calls: planned and held, with what came of them.
import { useTranslation } from 'react-i18next';
import type { Call } from '~/api/types';
import { useSession } from '~/app/session';
import { ButtonLink } from '~/components/button';
import { useFormat } from '~/format/use_format';
import type { FilterDefinition } from '../lists/filter_bar';
import { ListPage } from '../lists/list_page';
import { RowLink } from '../lists/row_link';
import type { SavedView } from '../lists/saved_views';
import type { VirtualColumn } from '../lists/virtual_table';
import { useUsers } from '../record/use_users';
import { CallPeek } from './call_peek';
import { OutcomeTag } from './call_table';
import '../record/record.css';

export default function CallsView() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const users = useUsers();
  const mayWrite = user.role !== 'viewer';
  const filters: FilterDefinition[] = [{ id: 'owner_id', kind: 'choice', label: t('accounts.owner'), options: users.active.map((one) => ({ value: one.id, label: one.name })) }];
  const views: SavedView[] = [
    { id: 'all', name: t('lists.all'), state: { sort: '', filters: {} } },
    { id: 'mine', name: t('lists.mine'), state: { sort: '', filters: { owner_id: user.id } } },
  ];
  const columns: VirtualColumn<Call>[] = [
    { id: 'when', header: t('calls.when'), track: '124px', cell: (row) => <span className="numeric">{format.dateTime(row.held_at)}</span> },
    { id: 'subject', header: t('field_name.subject'), track: 'minmax(160px, 1.2fr)', cell: (row) => <RowLink to={`/calls/${row.id}`}>{row.subject}</RowLink> },
    { id: 'objective', header: t('field_name.objective'), track: 'minmax(160px, 1.4fr)', from: 1024, cell: (row) => row.objective ?? <span className="third">–</span> },
    { id: 'outcome', header: t('calls.outcome'), track: 'minmax(120px, 170px)', cell: (row) => <OutcomeTag call={row} /> },
    { id: 'channel', header: t('field_name.channel'), track: '80px', from: 1280, cell: (row) => row.channel },
    { id: 'owner', header: t('accounts.owner'), track: '90px', from: 1024, cell: (row) => users.nameOf(row.owner_id) ?? <span className="third">{t('lists.nobody')}</span> },
  ];
  const newCall = (
    <ButtonLink variant="primary" icon="plus" to="/calls/new">
      {t('calls.new')}
    </ButtonLink>
  );
  return (
    <ListPage
      collection="calls"
      title={t('calls.title')}
      defaultSort=""
      filters={filters}
      views={views}
      columns={columns}
      card={(row) => (
        <>
          <span className="row">
            <RowLink to={`/calls/${row.id}`}>{row.subject}</RowLink>
            <OutcomeTag call={row} />
          </span>
          <span className="row caption third">
            <span className="numeric">{format.dateTime(row.held_at)}</span>
            <span className="ellipsis grow">{row.objective ?? row.summary}</span>
          </span>
        </>
      )}
      nameOf={(row) => row.subject}
      pathOf={(row) => `/calls/${row.id}`}
      peek={(row) => <CallPeek call={row} />}
      countText={(total, count) => t('calls.count', { total, count })}
      actions={mayWrite ? newCall : undefined}
      empty={{ text: t('calls.empty'), action: mayWrite ? newCall : undefined }}
    />
  );
}
