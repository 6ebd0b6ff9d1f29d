// The person at the foot of the sidebar, and what belongs to them: language, theme, sessions, administration.
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '~/api/client';
import { useList } from '~/api/queries';
import { Avatar } from '~/components/avatar';
import { Icon } from '~/components/icon';
import { Menu, type MenuEntry } from '~/components/menu';
import { languageNames, normalLanguage, setLanguage } from '~/i18n';
import type { Language } from '~/format/money';
import { setPreferences, usePreferences } from './preferences';
import { useSession } from './session';
import { useSignOut } from './sign_out';
import { setTheme, theme, type Theme } from './theme';
import { useState } from 'react';

export function useAccountEntries(onKeys: () => void): MenuEntry[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { permissions, user } = useSession();
  const signOut = useSignOut();
  const client = useQueryClient();
  const { sidebarCollapsed } = usePreferences();
  const [chosen, setChosen] = useState(theme());
  const language = normalLanguage(i18n.language);

  const chooseLanguage = (next: Language) => {
    void setLanguage(next).then(() => client.invalidateQueries());
    // Kept with the user as well, for their next browser; failing to is no reason to bother them.
    request('/session', { method: 'PATCH', body: { locale: next } }).catch(() => undefined);
  };
  const chooseTheme = (next: Theme) => {
    setTheme(next);
    setChosen(next);
  };
  const themes: Theme[] = ['system', 'light', 'dark'];
  const languages: Language[] = ['zh-CN', 'en'];
  return [
    ...languages.map((one) => ({ id: one, label: languageNames[one], checked: language === one, onAction: () => chooseLanguage(one) })),
    ...themes.map((one, index) => ({
      id: `theme-${one}`,
      label: t(`app.theme_${one}`),
      checked: chosen === one,
      separated: index === 0,
      onAction: () => chooseTheme(one),
    })),
    ...(permissions.includes('import') ? [{ id: 'import', label: t('app.import'), icon: 'import' as const, separated: true, onAction: () => void navigate('/import') }] : []),
    ...(permissions.includes('manage_users') ? [{ id: 'users', label: t('app.users'), icon: 'people' as const, onAction: () => void navigate('/users') }] : []),
    ...(user.role === 'admin' || user.role === 'manager' ? [{ id: 'history', label: t('app.history'), icon: 'clock' as const, onAction: () => void navigate('/history') }] : []),
    { id: 'sessions', label: t('app.sessions'), icon: 'key', separated: !permissions.includes('import') && !permissions.includes('manage_users'), onAction: () => void navigate('/sessions') },
    { id: 'sidebar', label: t(sidebarCollapsed ? 'app.expand_sidebar' : 'app.collapse_sidebar'), icon: 'sidebar', note: '[', onAction: () => setPreferences({ sidebarCollapsed: !sidebarCollapsed }) },
    { id: 'keys', label: t('app.keys'), icon: 'keyboard', note: '?', onAction: onKeys },
    { id: 'sign-out', label: t('app.sign_out'), icon: 'sign_out', separated: true, onAction: () => void signOut() },
  ];
}

export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const teams = useList('teams', { limit: 200 });
  const team = teams.data?.items.find((one) => one.id === user.team_id)?.name;
  const entries = useAccountEntries(onKeys);
  return (
    <Menu
      label={t('app.account_menu')}
      entries={entries}
      trigger={
        <AriaButton className="person-button">
          <span className="visually-hidden">{t('app.account_menu')}</span>
          <Avatar name={user.name} />
          <span className="grow caption collapsible">
            <span className="bold ellipsis block">{user.name}</span>
            <span className="third ellipsis block">{team ?? t(`role.${user.role}`)}</span>
          </span>
          <Icon name="more" className="third collapsible" />
        </AriaButton>
      }
    />
  );
}
