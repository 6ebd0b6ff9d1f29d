// Finding a customer by typing: name, pinyin or initials, as the server's search answers. A combo box by the book:
// arrows choose, Enter takes, Esc closes; Enter while an input method composes does nothing.
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '~/api/queries';
import type { Named, SearchItem } from '~/api/types';
import { Icon } from '~/components/icon';
import { StageMark } from '~/components/stage_chip';
import { matchesWell } from './matches_well';
import './account_picker.css';

interface AccountPickerProps {
  label: string;
  value: Named | null;
  onChange: (value: Named | null, found?: SearchItem) => void;
  hideLabel?: boolean;
  autoFocus?: boolean;
  placeholder?: string;
  error?: string;
  /** What is typed and not chosen yet, where the caller wants to know. */
  text?: string;
  onText?: (text: string) => void;
  /** A way out of the error, beneath it; while something in the list matches what is typed it is not offered. */
  remedy?: ReactNode;
  /** Also find opportunities; the caller tells them apart by `found.kind`. */
  withOpportunities?: boolean;
}

const pause = 120; // ms after the last letter

export function AccountPicker({ label, value, onChange, hideLabel, autoFocus, placeholder, error, withOpportunities, text: givenText, onText, remedy }: AccountPickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const [ownText, setOwnText] = useState('');
  const text = givenText ?? ownText;
  const setText = onText ?? setOwnText;
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), pause);
    return () => clearTimeout(timer);
  }, [text]);
  const kinds = withOpportunities ? 'account,opportunity' : 'account';
  const search = useRead<{ items: SearchItem[] }>(['search'], '/search', { q: asked, kinds, limit: 8 }, { enabled: asked !== '', keepPrevious: true });
  // Offline nothing answers, and what was found before does not answer this.
  const found = asked && !(search.isPlaceholderData && !search.isFetching) ? (search.data?.items ?? []) : [];
  /** What is listed answers what is typed. */
  const current = asked === text.trim() && !search.isFetching;
  useEffect(() => setActive(0), [asked]);

  const take = (item: SearchItem) => {
    onChange({ id: item.id, name: item.name }, item);
    setText('');
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const last = found.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setActive((at) => (event.key === 'ArrowDown' ? Math.min(last, at + 1) : Math.max(0, at - 1)));
    } else if (event.key === 'Enter' && open && found[active]) {
      event.preventDefault();
      if (current) take(found[active]);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
    }
  };

  if (value) {
    return (
      <div className="field">
        <span className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</span>
        <span className="field-input picked">
          <Icon name="account" className="third" />
          <span className="grow ellipsis bold">{value.name}</span>
          <button type="button" className="picked-clear" aria-label={t('picker.other', { label })} onClick={() => onChange(null)}>
            <Icon name="close" size={12} />
          </button>
        </span>
      </div>
    );
  }
  const shown = open && text.trim() !== '';
  // Not before the answer, not above the list, and not for a customer who is there.
  const offered = current && !(shown && found.length > 0) && !matchesWell(text, found.map((item) => item.name));
  return (
    <div className="field picker" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOpen(false)}>
      <label className={hideLabel ? 'visually-hidden' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field-input"
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && found[active] ? `${id}-${active}` : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        autoComplete="off"
        autoFocus={autoFocus}
        placeholder={placeholder ?? t('picker.type')}
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {error && (
        <span className="field-error" role="alert" id={`${id}-error`}>
          {error}
        </span>
      )}
      {shown && (
        <div className="picker-list" id={`${id}-list`} role="listbox" aria-label={label}>
          {found.map((item, index) => (
            <div
              key={item.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className="menu-item"
              data-focused={index === active || undefined}
              onPointerEnter={() => setActive(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(item)}
            >
              {item.stage ? <StageMark stage={item.stage} basis={item.basis} /> : <Icon name={item.kind === 'opportunity' ? 'opportunity' : 'account'} className="third" />}
              <span className="ellipsis">{item.name}</span>
              {item.account_name && item.account_name !== item.name && <span className="caption third ellipsis">{item.account_name}</span>}
            </div>
          ))}
          {found.length === 0 && <div className="menu-header">{search.isFetching || asked !== text.trim() ? t('common.loading') : t('picker.nothing')}</div>}
        </div>
      )}
      {offered && remedy}
    </div>
  );
}
