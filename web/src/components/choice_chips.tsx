// One choice among a few, all visible, wrapping as the width allows: radio buttons that look like chips. Arrow keys move.
import type { ReactNode } from 'react';
import { FieldError, Label, Radio, RadioGroup, Text } from 'react-aria-components';
import './choice_chips.css';

export interface Choice<Value extends string> {
  value: Value;
  label: ReactNode;
  /** A second line beneath the label; the chips then stand as rows. */
  hint?: ReactNode;
  before?: ReactNode;
}

interface ChoiceChipsProps<Value extends string> {
  label: string;
  value: Value | null;
  options: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  hint?: ReactNode;
  error?: string;
  hideLabel?: boolean;
  /** One under the other, with their hints. */
  rows?: boolean;
}

export function ChoiceChips<Value extends string>({ label, value, options, onChange, hint, error, hideLabel, rows }: ChoiceChipsProps<Value>) {
  return (
    <RadioGroup className="field" value={value} onChange={(next) => onChange(next as Value)} isInvalid={Boolean(error)} validationBehavior="aria">
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <div className={rows ? 'choice-chips rows' : 'choice-chips'}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="choice-chip">
            {option.before}
            <span className="choice-text">
              <span>{option.label}</span>
              {option.hint && <span className="caption third choice-hint">{option.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </RadioGroup>
  );
}
