// Narrow screens: a top bar with the drawer and search (tablets), and the five tabs at the foot (phones).
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { NavLink } from 'react-router';
import { Icon, WheelMark } from '~/components/icon';
import { places } from './navigation';
import { useSession } from './session';

export function TopBar({ onMenu, onSearch }: { onMenu: () => void; onSearch: () => void }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  return (
    <div className="top-bar no-print">
      <AriaButton className="button ghost icon-only" onPress={onMenu} aria-label={t('app.navigation')}>
        <Icon name="menu" />
      </AriaButton>
      <WheelMark size={22} />
      <b className="ellipsis grow">{workspace.name}</b>
      <AriaButton className="button ghost icon-only" onPress={onSearch} aria-label={t('app.search')}>
        <Icon name="search" size={18} />
      </AriaButton>
    </div>
  );
}

export function BottomTabs({ onMore }: { onMore: () => void }) {
  const { t } = useTranslation();
  const [today, wheel, accounts] = places;
  return (
    <nav className="bottom-tabs no-print" aria-label={t('app.navigation')}>
      {[today, wheel].map(
        (place) =>
          place && (
            <NavLink key={place.path} to={place.path} className={({ isActive }) => (isActive ? 'active' : '')}>
              <Icon name={place.icon} size={22} />
              {t(place.text)}
            </NavLink>
          ),
      )}
      <NavLink to="/capture" className="capture-tab">
        <span className="capture-mark">
          <Icon name="microphone" size={20} />
        </span>
        {t('app.capture')}
      </NavLink>
      {accounts && (
        <NavLink to={accounts.path} className={({ isActive }) => (isActive ? 'active' : '')}>
          <Icon name={accounts.icon} size={22} />
          {t(accounts.text)}
        </NavLink>
      )}
      <AriaButton onPress={onMore}>
        <Icon name="more" size={22} />
        {t('app.more')}
      </AriaButton>
    </nav>
  );
}
