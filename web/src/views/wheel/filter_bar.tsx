// The filters as chips; the dashed chip adds one. Each opens a small form of its own.
import { useState, type ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useSession } from '~/app/session';
import { useList } from '~/api/queries';
import { stages, tiers, type Stage, type Tier } from '~/api/types';
import { Button } from '~/components/button';
import { Select, TextField, type SelectOption } from '~/components/field';
import { Icon } from '~/components/icon';
import { Menu } from '~/components/overlays';
import { Segmented } from '~/components/segmented';
import { StageMark } from '~/components/stage_chip';
import { minorDigits, parseAmount } from '~/format/money';
import { useFormat } from '~/format/use_format';
import { narrowing, type Metric, type WheelFilters, type Window } from './filters';

type Narrowing = (typeof narrowing)[number];

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
  const value = useFilterText(name, filters);
  const label = t(textOf[name]);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <span className="chip filter">
        <AriaButton className="chip-face">
          <span className="third">{label}</span> {value}
        </AriaButton>
        {filters[name] !== null && (
          <AriaButton slot={null} className="chip-remove" onPress={() => onChange({ [name]: null })} aria-label={t('common.remove_filter', { name: label })}>
            <Icon name="close" size={10} />
          </AriaButton>
        )}
      </span>
      <Popover className="popover" placement="bottom start">
        <Dialog className="popover-body filter-form" aria-label={label}>
          <FilterForm name={name} filters={filters} onChange={onChange} />
        </Dialog>
      </Popover>
    </DialogTrigger>
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

function FilterForm({ name, filters, onChange }: Pick<FilterProps, 'name' | 'filters' | 'onChange'>) {
  const { t } = useTranslation();
  const label = t(textOf[name]);
  switch (name) {
    case 'owner':
      return <OwnerForm value={filters.owner} label={label} onChange={(owner) => onChange({ owner })} />;
    case 'team':
      return <TeamForm value={filters.team} label={label} onChange={(team) => onChange({ team })} />;
    case 'tier':
      return (
        <Select<Tier> label={label} value={filters.tier} onChange={(tier) => onChange({ tier })} options={tiers.map((tier) => ({ value: tier, label: t(`tier.${tier}`) }))} />
      );
    case 'stage':
      return (
        <Select<Stage>
          label={label}
          value={filters.stage}
          onChange={(stage) => onChange({ stage })}
          options={stages.map((stage) => ({ value: stage, label: t(`stage.${stage}`), before: <StageMark stage={stage} /> }))}
        />
      );
    case 'basis':
      return (
        <Select<'proven' | 'unproven'>
          label={label}
          value={filters.basis}
          onChange={(basis) => onChange({ basis })}
          options={[
            { value: 'proven', label: t('wheel.basis_proven') },
            { value: 'unproven', label: t('wheel.basis_unproven') },
          ]}
        />
      );
    case 'least':
      return <LeastForm value={filters.least} onChange={(least) => onChange({ least })} />;
    case 'industry':
    case 'region':
      return <WordForm label={label} value={filters[name]} onChange={(text) => onChange({ [name]: text })} />;
  }
}

function OwnerForm({ label, value, onChange }: { label: string; value: string | null; onChange: (owner: string) => void }) {
  const { t } = useTranslation();
  const people = useList('users', { limit: 200 });
  const options: SelectOption<string>[] = [
    { value: 'me', label: t('wheel.me') },
    ...(people.data?.items.filter((user) => !user.disabled).map((user) => ({ value: user.id, label: user.name })) ?? []),
  ];
  return <Select label={label} value={value} options={options} onChange={onChange} />;
}

function TeamForm({ label, value, onChange }: { label: string; value: string | null; onChange: (team: string) => void }) {
  const teams = useList('teams', { limit: 200 });
  return <Select label={label} value={value} options={teams.data?.items.map((team) => ({ value: team.id, label: team.name })) ?? []} onChange={onChange} />;
}

function LeastForm({ value, onChange }: { value: number | null; onChange: (least: number | null) => void }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const [text, setText] = useState(value === null ? '' : String(value / 10 ** minorDigits(workspace.currency)));
  const [error, setError] = useState<string>();
  const apply = () => {
    const amount = parseAmount(text, workspace.currency);
    if (text.trim() !== '' && amount === null) setError(t('wheel.min_amount_bad'));
    else onChange(amount !== null && amount > 0 ? amount : null);
  };
  return (
    <form
      className="column"
      style={{ gap: 10 }}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField label={`${t('wheel.min_amount_label')} (${workspace.currency})`} value={text} onChange={setText} error={error} autoFocus inputMode="decimal" />
      <Button type="submit" variant="primary" small>
        {t('wheel.apply')}
      </Button>
    </form>
  );
}

function WordForm({ label, value, onChange }: { label: string; value: string | null; onChange: (text: string | null) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value ?? '');
  return (
    <form
      className="column"
      style={{ gap: 10 }}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim() || null);
      }}
    >
      <TextField label={label} value={text} onChange={setText} autoFocus maxLength={100} />
      <Button type="submit" variant="primary" small>
        {t('wheel.apply')}
      </Button>
    </form>
  );
}
