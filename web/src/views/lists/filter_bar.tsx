// Search box, the filters in force as chips, and one panel that holds them all.
import { useEffect, useRef, useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { Checkbox, Select, TextField } from '~/components/field';
import { Icon } from '~/components/icon';
import { FilterChip } from '~/components/tag';
import { withFilter, type ListState } from './list_state';

export type FilterDefinition =
  | { id: 'q'; kind: 'search'; label: string }
  | { id: string; kind: 'choice'; label: string; options: readonly { value: string; label: string }[] }
  | { id: string; kind: 'flag'; label: string }
  | { id: string; kind: 'text'; label: string };

interface FilterBarProps {
  definitions: readonly FilterDefinition[];
  state: ListState;
  onChange: (state: ListState) => void;
}

const pause = 250; // ms after the last letter before the list asks the server

export function FilterBar({ definitions, state, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const search = definitions.find((definition) => definition.kind === 'search');
  const others = definitions.filter((definition) => definition.kind !== 'search');
  const active = others.filter((definition) => state.filters[definition.id]);
  const set = (id: string, value: string | null) => onChange(withFilter(state, id, value));
  return (
    <>
      {search && <SearchBox label={search.label} value={state.filters.q ?? ''} onChange={(value) => set('q', value || null)} />}
      {active.map((definition) => (
        <FilterChip
          key={definition.id}
          label={definition.kind === 'flag' ? '' : definition.label}
          value={valueLabel(definition, state.filters[definition.id] ?? '')}
          onRemove={() => set(definition.id, null)}
        />
      ))}
      <DialogTrigger>
        <Button small variant="ghost" icon="filter">
          {t('lists.filter')}
        </Button>
        <Popover className="popover" placement="bottom start">
          <Dialog className="popover-body filter-panel" aria-label={t('lists.filter')}>
            {others.map((definition) => (
              <FilterControl key={definition.id} definition={definition} value={state.filters[definition.id] ?? ''} onChange={(value) => set(definition.id, value)} />
            ))}
            {active.length > 0 && (
              <Button small onPress={() => onChange({ ...state, filters: state.filters.q ? { q: state.filters.q } : {} })}>
                {t('lists.clear_filters')}
              </Button>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  );
}

function valueLabel(definition: FilterDefinition, value: string): string {
  if (definition.kind === 'flag') return definition.label;
  if (definition.kind === 'choice') return definition.options.find((option) => option.value === value)?.label ?? value;
  return value;
}

interface FilterControlProps {
  definition: FilterDefinition;
  value: string;
  onChange: (value: string | null) => void;
}

function FilterControl({ definition, value, onChange }: FilterControlProps) {
  const { t } = useTranslation();
  switch (definition.kind) {
    case 'flag':
      return (
        <Checkbox checked={value === 'true'} onChange={(checked) => onChange(checked ? 'true' : null)}>
          {definition.label}
        </Checkbox>
      );
    case 'choice':
      return (
        <Select
          label={definition.label}
          value={value || 'any'}
          options={[{ value: 'any', label: t('lists.any') }, ...definition.options]}
          onChange={(chosen) => onChange(chosen === 'any' ? null : chosen)}
        />
      );
    case 'text':
      return <DelayedText label={definition.label} value={value} onChange={(text) => onChange(text || null)} />;
    case 'search':
      return null;
  }
}

function useDelayed(value: string, onChange: (value: string) => void) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = trimmed;
      latest.current(trimmed);
    }, pause);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText] as const;
}

function DelayedText({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useDelayed(value, onChange);
  return <TextField label={label} value={text} onChange={setText} />;
}

function SearchBox({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useDelayed(value, onChange);
  return (
    <span className="filter-search">
      <Icon name="search" size={14} className="third" />
      <input
        type="search"
        data-filter-input=""
        value={text}
        aria-label={label}
        placeholder={label}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur();
        }}
      />
    </span>
  );
}
