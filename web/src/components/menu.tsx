// A menu under a button. Only the button is there from the start: the layer comes when somebody points at it or focuses
// it, since lists with a keyboard of their own are half of what the first screen would otherwise have to load.
import { lazy, Suspense, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { ButtonContext } from 'react-aria-components';
import type { IconName } from './icon';

export interface MenuEntry {
  id: string;
  label: string;
  icon?: IconName;
  note?: ReactNode;
  disabled?: boolean;
  /** A tick shows which of several is chosen. */
  checked?: boolean;
  separated?: boolean;
  onAction: () => void;
}

const load = () => import('./menu_layer');
const MenuLayer = lazy(load);
const expect = () => void load().catch(() => undefined); // pressing tries again and says why

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  entries: MenuEntry[];
  label: string;
  /** Above the entries: what is to be known before one is chosen. */
  head?: ReactNode;
}

export function Menu({ trigger, entries, label, head }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
    }
  };
  return (
    <>
      <ButtonContext.Provider
        value={{
          ref: button,
          onPress: () => setOpen(true),
          onHoverStart: expect,
          onFocus: expect,
          onKeyDown: onKeyDown as never,
          'aria-haspopup': 'menu',
          'aria-expanded': open,
        }}
      >
        {trigger}
      </ButtonContext.Provider>
      {open && (
        <Suspense>
          <MenuLayer anchor={button} entries={entries} label={label} head={head} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
