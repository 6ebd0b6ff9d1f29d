// What opens under the button of a Menu. Arrow keys and letters move, Esc closes, focus goes back to the button.
import { useId, useState, type ReactNode, type RefObject } from 'react';
import { Menu as AriaMenu, MenuItem, Popover, Separator, type Key } from 'react-aria-components';
import { Icon } from './icon';
import type { MenuEntry } from './menu';

interface MenuLayerProps {
  anchor: RefObject<HTMLButtonElement | null>;
  entries: MenuEntry[];
  label: string;
  head?: ReactNode;
  onClose: () => void;
}

export default function MenuLayer({ anchor, entries, label, head, onClose }: MenuLayerProps) {
  // What is chosen is done to what was seen when the menu opened: the save of an entry knows the version it was made with, and a live
  // update beneath an open menu must not make somebody else's newer version its own.
  const [opened] = useState(entries);
  const headId = useId();
  const act = (key: Key) => {
    const withId = (entry: MenuEntry) => entry.id === key;
    (opened.find(withId) ?? entries.find(withId))?.onAction();
  };
  return (
    <Popover className="popover" triggerRef={anchor} placement="bottom start" isOpen onOpenChange={(open) => !open && onClose()}>
      {head && (
        <div id={headId} className="menu-head">
          {head}
        </div>
      )}
      <AriaMenu
        className="menu"
        aria-label={label}
        aria-describedby={head ? headId : undefined}
        autoFocus="first"
        onClose={onClose}
        onAction={act}
      >
        {entries.flatMap((entry) => {
          const item = (
            <MenuItem key={entry.id} id={entry.id} textValue={entry.label} isDisabled={entry.disabled} className="menu-item">
              {entry.icon && <Icon name={entry.icon} className="third" />}
              {entry.checked !== undefined && <span className="mark">{entry.checked && <Icon name="check" size={14} />}</span>}
              <span className="grow">{entry.label}</span>
              {entry.note && <span className="caption third">{entry.note}</span>}
            </MenuItem>
          );
          return entry.separated ? [<Separator key={`${entry.id}-line`} className="menu-separator" />, item] : [item];
        })}
      </AriaMenu>
    </Popover>
  );
}
