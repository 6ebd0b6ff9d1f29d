// The frame around every view: sidebar (drawer on tablets, tabs on phones), palette, banners, global keys.
// Sends people without a session to sign in, and a fresh book to set-up; the address they wanted is kept.
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { onSignedOut } from '~/api/client';
import { startLive } from '~/api/live';
import { setOwner } from '~/api/owner';
import { ErrorState } from '~/components/states';
import { FailureBoundary } from './failure';
import { useKeys } from './keys';
import { BottomTabs, TopBar } from './mobile_bars';
import { forgetKept } from './keep_offline';
import { OfflineBanner } from './offline_banner';
import { preferences, setPreferences, usePreferences } from './preferences';
import { SessionContext, sessionKey, useSessionQuery } from './session';
import { ShellActionsContext, type ShellActions } from './shell_actions';
import { SignOutQuestion } from './sign_out';
import { Sidebar } from './sidebar';
import { setLanguage, normalLanguage } from '~/i18n';

const Palette = lazy(() => import('./palette'));
const ShortcutSheet = lazy(() => import('./shortcut_sheet'));

export function Shell() {
  const { t } = useTranslation();
  const session = useSessionQuery();
  const location = useLocation();
  const client = useQueryClient();
  useEffect(
    () =>
      onSignedOut(() => {
        client.setQueryData(sessionKey, null);
        void forgetKept();
      }),
    [client],
  );
  const signedIn = Boolean(session.data);
  useEffect(() => (signedIn ? startLive() : undefined), [signedIn]);
  const locale = session.data?.user.locale;
  useEffect(() => {
    // The language kept with the user wins on a browser that has never chosen one.
    if (locale && !localStorage.getItem('wheelhouse.language')) void setLanguage(normalLanguage(locale));
  }, [locale]);

  if (session.isPending) return <EmptyFrame />;
  if (session.isError) {
    return (
      <main className="failure">
        <ErrorState error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (!session.data) {
    const wanted = location.pathname === '/' ? '' : `?next=${encodeURIComponent(location.pathname + location.search)}`;
    return <Navigate to={`/sign_in${wanted}`} replace />;
  }
  if (session.data.user.must_change_password && location.pathname !== '/password') return <Navigate to="/password" replace />;
  if (session.data.user.must_set_up_second_factor) return <Navigate to="/second_factor" replace />;
  setOwner(session.data.user.id); // before anything below reads a draft or the queue
  return (
    <SessionContext value={session.data}>
      <a className="button primary skip-link" href="#main">
        {t('app.skip')}
      </a>
      <Frame key={session.data.user.id} />
    </SessionContext>
  );
}

/** What the frame will be, while the session is on its way: nothing jumps when it comes. */
function EmptyFrame() {
  const { t } = useTranslation();
  const { sidebarCollapsed } = usePreferences();
  return (
    <div className={sidebarCollapsed ? 'shell collapsed' : 'shell'}>
      <div className="sidebar" />
      <main className="main" aria-busy="true" aria-label={t('common.loading')}>
        <div className="page-top" />
      </main>
    </div>
  );
}

function Frame() {
  const { sidebarCollapsed } = usePreferences();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useEffect(() => setDrawerOpen(false), [pathname]);

  const actions = useMemo<ShellActions>(() => ({ openPalette: () => setPaletteOpen(true), openKeys: () => setKeysOpen(true) }), []);

  const go = (path: string) => () => void navigate(path);
  useKeys({
    'mod+k': () => setPaletteOpen((open) => !open),
    'g t': go('/today'),
    'g w': go('/wheel'),
    'g a': go('/accounts'),
    'g o': go('/opportunities?result=open'),
    'g c': go('/calls'),
    'g l': go('/library'),
    l: go('/capture'),
    e: go('/capture?evidence=1'),
    '?': () => setKeysOpen(true),
    '[': () => setPreferences({ sidebarCollapsed: !preferences().sidebarCollapsed }),
    '/': () => {
      const filter = document.querySelector<HTMLElement>('[data-filter-input], [data-filter-input] input');
      if (filter) filter.focus();
      else setPaletteOpen(true);
    },
  });

  return (
    <div className={sidebarCollapsed ? 'shell collapsed' : 'shell'}>
      <Sidebar drawerOpen={drawerOpen} onCloseDrawer={() => setDrawerOpen(false)} onSearch={() => setPaletteOpen(true)} onKeys={() => setKeysOpen(true)} />
      <div className="shell-main">
        <TopBar onMenu={() => setDrawerOpen(true)} onSearch={() => setPaletteOpen(true)} />
        <OfflineBanner />
        <main id="main" className="main" tabIndex={-1}>
          <ShellActionsContext value={actions}>
            <FailureBoundary key={pathname}>
              <Suspense>
                <Outlet />
              </Suspense>
            </FailureBoundary>
          </ShellActionsContext>
        </main>
      </div>
      <SignOutQuestion />
      <BottomTabs onMore={() => setDrawerOpen(true)} />
      <Suspense>
        {paletteOpen && <Palette onClose={() => setPaletteOpen(false)} onKeys={() => setKeysOpen(true)} />}
        {keysOpen && <ShortcutSheet onClose={() => setKeysOpen(false)} />}
      </Suspense>
    </div>
  );
}
