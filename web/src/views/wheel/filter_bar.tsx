// The filters as chips; the dashed chip adds one. Each opens a small form of its own.
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useSession } from '~/app/session';
import { useList } from '~/api/queries';
import { Icon } from '~/components/icon';
import { Menu } from '~/components/menu';
import { Segmented } from '~/components/segmented';
import { useFormat } from '~/format/use_format';
import { narrowing, type Metric, type Narrowing, type WheelFilters, type Window } from './filters';

// Lists to choose from and fields to type in: wanted when a filter is opened, not before the wheel is there.
const FilterForm = lazy(() => import('./filter_form'));

interface FilterBarProps {
  filters: WheelFilters;
  change: (changes: Partial<WheelFilters>) => void;
}

const textOf: Record<Narrowing, string> = {
  owner: 'wheel.owner',
  team: 'wheel.team',
  industry: 'wheel.industry',
  region: 'wheel.region',
  tier: 'wheel.tier',
  least: 'wheel.min_amount',
  basis: 'wheel.basis',
  stage: 'wheel.stage',
};

export function FilterBar({ filters, change }: FilterBarProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Narrowing | null>(null);
  const shown = narrowing.filter((name) => filters[name] !== null || name === opened);
  const absent = narrowing.filter((name) => !shown.includes(name));
  return (
    <>
      <div className="row wheel-filters" role="group" aria-label={t('wheel.filters')}>
        {shown.map((name) => (
          <Filter
            key={name}
            name={name}
            filters={filters}
            isOpen={opened === name}
            onOpenChange={(open) => setOpened(open ? name : null)}
            onChange={(changes) => {
              setOpened(null);
              change(changes);
            }}
          />
        ))}
        {absent.length > 0 && (
          <Menu
            label={t('wheel.filter')}
            trigger={
              <AriaButton className="chip add" data-filter-input>
                <Icon name="plus" size={12} />
                {t('wheel.filter')}
              </AriaButton>
            }
            entries={absent.map((name) => ({ id: name, label: t(textOf[name]), onAction: () => setOpened(name) }))}
          />
        )}
      </div>
      <span className="grow" />
      <div className="row wheel-toggles">
        <Segmented
          label={t('wheel.unit')}
          value={filters.unit}
          onChange={(unit) => change({ unit })}
          options={[
            { value: 'account', label: t('wheel.unit_account') },
            { value: 'opportunity', label: t('wheel.unit_opportunity') },
          ]}
        />
        <span className="caption third compare-label">{t('wheel.compare')}</span>
        <Segmented<Window>
          label={t('wheel.compare')}
          value={filters.window}
          onChange={(window) => change({ window })}
          options={[
            { value: '7', label: t('wheel.window_7') },
            { value: '30', label: t('wheel.window_30') },
            { value: '90', label: t('wheel.window_90') },
          ]}
        />
        <Segmented<Metric>
          label={t('wheel.metric')}
          value={filters.metric}
          onChange={(metric) => change({ metric })}
          options={[
            { value: 'count', label: t(filters.unit === 'account' ? 'wheel.metric_count' : 'wheel.metric_count_opportunity') },
            { value: 'value', label: t('wheel.metric_value') },
          ]}
        />
      </div>
    </>
  );
}

interface FilterProps {
  name: Narrowing;
  filters: WheelFilters;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  onChange: (changes: Partial<WheelFilters>) => void;
}

function Filter({ name, filters, isOpen, onOpenChange, onChange }: FilterProps) {
  const { t } = useTranslation();
  const face = useRef<HTMLButtonElement>(null);
  const value = useFilterText(name, filters);
  const label = t(textOf[name]);
  return (
    <>
      <span className="chip filter">
        <AriaButton ref={face} className="chip-face" onPress={() => onOpenChange(true)} aria-haspopup="dialog" aria-expanded={isOpen}>
          <span className="third">{label}</span> {value}
        </AriaButton>
        {filters[name] !== null && (
          <AriaButton className="chip-remove" onPress={() => onChange({ [name]: null })} aria-label={t('common.remove_filter', { name: label })}>
            <Icon name="close" size={10} />
          </AriaButton>
        )}
      </span>
      {isOpen && (
        <Suspense>
          <FilterForm anchor={face} name={name} label={label} filters={filters} onChange={onChange} onClose={() => onOpenChange(false)} />
        </Suspense>
      )}
    </>
  );
}

function useFilterText(name: Narrowing, filters: WheelFilters): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const people = useList('users', { limit: 200 }, { enabled: name === 'owner' && filters.owner !== null && filters.owner !== 'me' });
  const teams = useList('teams', { limit: 200 }, { enabled: name === 'team' && filters.team !== null });
  switch (name) {
    case 'owner':
      return filters.owner === 'me' ? t('wheel.me') : (people.data?.items.find((user) => user.id === filters.owner)?.name ?? '…');
    case 'team':
      return teams.data?.items.find((team) => team.id === filters.team)?.name ?? '…';
    case 'tier':
      return filters.tier ? t(`tier.${filters.tier}`) : '…';
    case 'least':
      return filters.least === null ? '…' : t('wheel.at_least', { value: format.money({ amount_minor: filters.least, currency: workspace.currency }, { exact: true }) });
    case 'basis':
      return filters.basis ? t(`wheel.basis_${filters.basis}`) : '…';
    case 'stage':
      return filters.stage ? t(`stage.${filters.stage}`) : '…';
    case 'industry':
    case 'region':
      return filters[name] ?? '…';
  }
}
