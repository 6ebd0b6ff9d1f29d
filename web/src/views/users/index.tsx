// People, teams, keys for programs and the settings of the book: the open pool, room for files. Everybody sees who works here; changing it needs the permission.
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useList } from '~/api/queries';
import { Page } from '~/app/page';
import { useMay } from '~/app/session';
import { ApiKeys } from './api_keys';
import { FileSettings } from './file_settings';
import { PeopleList } from './people_list';
import { PoolSettings } from './pool_settings';
import { TeamTree } from './team_tree';
import './users.css';

export default function UsersView() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const tab = search.get('tab') ?? 'people';
  const may = useMay('manage_users');
  const governs = useMay('administer');
  const users = useList('users', { limit: 200 });
  const teams = useList('teams', { limit: 200 });
  return (
    <Page
      title={t('app.users')}
      tabs={[
        { label: t('users.people'), to: '/users', count: users.data?.items.length, current: tab === 'people' },
        { label: t('users.teams'), to: '/users?tab=teams', count: teams.data?.items.length, current: tab === 'teams' },
        { label: t('users.keys'), to: '/users?tab=keys', current: tab === 'keys' },
        ...(governs ? [{ label: t('users.settings'), to: '/users?tab=pool', current: tab === 'pool' }] : []),
      ]}
    >
      {tab === 'people' && <PeopleList users={users} teams={teams.data?.items ?? []} may={may} />}
      {tab === 'teams' && <TeamTree teams={teams} users={users.data?.items ?? []} may={may} />}
      {tab === 'keys' && <ApiKeys />}
      {tab === 'pool' && governs && (
        <div className="settings-cards">
          <PoolSettings />
          <FileSettings />
        </div>
      )}
    </Page>
  );
}
