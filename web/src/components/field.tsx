// Labelled inputs. The error of a field comes from the server's pointer or from the form; it is tied to the input
// for screen readers, and never appears before the person has had a chance to type.
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  TextArea,
  TextField as AriaTextField,
  type Key,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon';
import { excessOf } from './too_long';

interface Described {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  /** The label is read out but not shown. */
  hideLabel?: boolean;
}

export interface TextFieldProps extends Described {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search';
  name?: string;
  autoComplete?: string;
  placeholder?: string;
  required?: boolean;
  autoFocus?: boolean;
  multiline?: boolean;
  rows?: number;
  /** Letters. More than that is kept, said and not sent; never cut. */
  maxLength?: number;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search';
  disabled?: boolean;
  className?: string;
}

export function TextField(props: TextFieldProps) {
  const { label, hint, error: given, hideLabel, multiline, rows, placeholder, required, disabled, className, maxLength, ...rest } = props;
  const { t } = useTranslation();
  const excess = excessOf(rest.value, maxLength);
  const error = excess ? t('common.too_long', { ...excess }) : given;
  return (
    <AriaTextField {...rest} isRequired={required} isDisabled={disabled} isInvalid={Boolean(error)} validationBehavior="aria" className={`field ${className ?? ''}`} data-too-long={excess ? '' : undefined}>
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      {multiline ? (
        <TextArea className="field-input" placeholder={placeholder} rows={rows ?? 3} />
      ) : (
        <Input className="field-input" placeholder={placeholder} />
      )}
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  before?: ReactNode;
}

interface SelectProps<Value extends string> extends Described {
  value: Value | null;
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  placeholder?: string;
  required?: boolean;
  className?: string;
}

export function Select<Value extends string>({ label, hint, error, hideLabel, value, options, onChange, placeholder, required, className }: SelectProps<Value>) {
  return (
    <AriaSelect
      className={`field ${className ?? ''}`}
      selectedKey={value}
      onSelectionChange={(key: Key | null) => key !== null && onChange(key as Value)}
      isInvalid={Boolean(error)}
      isRequired={required}
      placeholder={placeholder ?? ''}
      validationBehavior="aria"
    >
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <AriaButton className="field-input select-button">
        <SelectValue />
        <Icon name="chevron_down" size={12} className="third" />
      </AriaButton>
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox className="menu" items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="menu-item">
              {option.before}
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children?: ReactNode;
  label?: string;
  indeterminate?: boolean;
  disabled?: boolean;
}

export function Checkbox({ checked, onChange, children, label, indeterminate, disabled }: CheckboxProps) {
  return (
    <AriaCheckbox className="checkbox" isSelected={checked} onChange={onChange} isIndeterminate={indeterminate} isDisabled={disabled} aria-label={label}>
      <span className="checkbox-box">
        {indeterminate ? <span style={{ width: 8, height: 2, background: 'currentColor' }} /> : <Icon name="check" size={12} />}
      </span>
      {children}
    </AriaCheckbox>
  );
}
