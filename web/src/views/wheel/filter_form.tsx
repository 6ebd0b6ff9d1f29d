// The form behind each filter of the wheel.
import { useState, type ReactNode, type RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useSession } from '~/app/session';
import { useList } from '~/api/queries';
import { stages, tiers, type Stage, type Tier } from '~/api/types';
import { Button } from '~/components/button';
import { Select, TextField, type SelectOption } from '~/components/field';
import { StageMark } from '~/components/stage_chip';
import { minorDigits, parseAmount } from '~/format/money';
import type { Narrowing, WheelFilters } from './filters';

interface FilterFormProps {
  /** The chip it opens under. */
  anchor: RefObject<HTMLButtonElement | null>;
  name: Narrowing;
  label: string;
  filters: WheelFilters;
  onChange: (changes: Partial<WheelFilters>) => void;
  onClose: () => void;
}

export default function FilterPopover({ anchor, onClose, ...form }: FilterFormProps) {
  return (
    <Popover className="popover" triggerRef={anchor} isOpen onOpenChange={(open) => !open && onClose()} placement="bottom start">
      <Dialog className="popover-body filter-form" aria-label={form.label}>
        <FilterForm {...form} />
      </Dialog>
    </Popover>
  );
}

function FilterForm({ name, label, filters, onChange }: Omit<FilterFormProps, 'anchor' | 'onClose'>) {
  const { t } = useTranslation();
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

function ApplyForm({ onApply, children }: { onApply: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <form
      className="column"
      style={{ gap: 10 }}
      onSubmit={(event) => {
        event.preventDefault();
        onApply();
      }}
    >
      {children}
      <Button type="submit" variant="primary" small>
        {t('wheel.apply')}
      </Button>
    </form>
  );
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
    <ApplyForm onApply={apply}>
      <TextField label={`${t('wheel.min_amount_label')} (${workspace.currency})`} value={text} onChange={setText} error={error} autoFocus inputMode="decimal" />
    </ApplyForm>
  );
}

function WordForm({ label, value, onChange }: { label: string; value: string | null; onChange: (text: string | null) => void }) {
  const [text, setText] = useState(value ?? '');
  return (
    <ApplyForm onApply={() => onChange(text.trim() || null)}>
      <TextField label={label} value={text} onChange={setText} autoFocus maxLength={100} />
    </ApplyForm>
  );
}
