// The left column: brand, search, places with their counts, pinned records, the person. A drawer below 1024 px.
import { Fragment, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { NavLink } from 'react-router';
import { useList, useRead, useRecord } from '~/api/queries';
import type { Today } from '~/api/types';
import { Icon, WheelMark } from '~/components/icon';
import { StageMark } from '~/components/stage_chip';
import { AccountMenu } from './account_menu';
import { places } from './navigation';
import { usePreferences } from './preferences';
import { useSession } from './session';

const Drawer = lazy(() => import('./drawer'));

interface SidebarProps {
  drawerOpen: boolean;
  onCloseDrawer: () => void;
  onSearch: () => void;
  onKeys: () => void;
}

export function Sidebar({ drawerOpen, onCloseDrawer, onSearch, onKeys }: SidebarProps) {
  return (
    <>
      <div className="sidebar no-print">
        <SidebarContent onSearch={onSearch} onKeys={onKeys} />
      </div>
      {drawerOpen && (
        <Suspense>
          <Drawer onClose={onCloseDrawer} onSearch={onSearch} onKeys={onKeys} />
        </Suspense>
      )}
    </>
  );
}

export function SidebarContent({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const { pinned } = usePreferences();
  const counts = usePlaceCounts();
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  return (
    <>
      <div className="brand">
        <WheelMark />
        <div className="brand-name collapsible">
          {t('product.name')}
          <small className="ellipsis">{workspace.name}</small>
        </div>
      </div>
      <AriaButton className="search-button" onPress={onSearch}>
        <Icon name="search" />
        <span className="collapsible-text">{t('app.search')}</span>
        <kbd className="collapsible">{mac ? '⌘K' : 'Ctrl K'}</kbd>
      </AriaButton>
      <nav aria-label={t('app.navigation')} className="column" style={{ gap: 2 }}>
        {places.map((place, index) => (
          <Fragment key={place.path}>
            {place.team && !places[index - 1]?.team && <div className="nav-head collapsible">{t('app.team')}</div>}
            <NavLink to={`${place.path}${place.view ?? ''}`} className={({ isActive }) => (isActive ? 'nav-item active' : 'nav-item')} title={t(place.text)}>
              <Icon name={place.icon} />
              <span className="collapsible">{t(place.text)}</span>
              <span className="nav-count collapsible">{counts[place.path]}</span>
            </NavLink>
          </Fragment>
        ))}
      </nav>
      {pinned.length > 0 && (
        <nav aria-label={t('app.pinned')} className="column" style={{ gap: 2 }}>
          <div className="nav-head collapsible">{t('app.pinned')}</div>
          {pinned.map((pin) => (
            <PinnedItem key={pin.id} id={pin.id} name={pin.name} />
          ))}
        </nav>
      )}
      <AccountMenu onKeys={onKeys} />
    </>
  );
}

function PinnedItem({ id, name }: { id: string; name: string }) {
  const account = useRecord('accounts', id);
  const shown = account.data?.name ?? name;
  return (
    <NavLink to={`/accounts/${id}`} className="nav-item" title={shown}>
      {account.data ? <StageMark stage={account.data.position.stage} basis={account.data.position.basis} size={16} /> : <Icon name="account" />}
      <span className="ellipsis collapsible">{shown}</span>
    </NavLink>
  );
}

function usePlaceCounts(): Record<string, string> {
  const accounts = useList('accounts', { limit: 1 });
  const opportunities = useList('opportunities', { limit: 1, result: 'open' });
  const today = useRead<Today>(['today'], '/today', { owner_id: 'me' });
  const total = (page: { total: number | null; total_is_floor: boolean } | undefined) =>
    page?.total == null ? '' : `${page.total.toLocaleString('en')}${page.total_is_floor ? '+' : ''}`;
  return {
    '/accounts': total(accounts.data),
    '/opportunities': total(opportunities.data),
    '/today': today.data && today.data.actions.length > 0 ? String(today.data.actions.length) : '',
  };
}
