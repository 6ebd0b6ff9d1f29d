// A small set of exclusive choices shown side by side; arrow keys move, one tab stop.
import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup, type Key } from 'react-aria-components';

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: ReactNode; hint?: string }[];
  onChange: (value: Value) => void;
}

export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="segmented"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys: Set<Key>) => {
        for (const key of keys) onChange(key as Value);
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.value} id={option.value} className="segmented-option" aria-label={option.hint}>
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
