// Layers above the page: Dialog in the middle, Sheet from the side (from below on a phone), Menu under a button.
// Focus goes in, stays in and comes back; Esc closes; the page behind is inert.
import type { ReactNode } from 'react';
import {
  Dialog as AriaDialog,
  Heading,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Modal,
  ModalOverlay,
  Popover,
  Separator,
  type Key,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { Icon, type IconName } from './icon';

interface LayerProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
  /** Blurs the page behind. */
  veil?: boolean;
  /** Asks for an answer rather than showing something. */
  alert?: boolean;
}

function LayerContent({ title, onClose, children, footer, alert }: LayerProps) {
  const { t } = useTranslation();
  return (
    <AriaDialog role={alert ? 'alertdialog' : 'dialog'}>
      <div className="dialog-header">
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        <Button variant="ghost" icon="close" aria-label={t('common.close')} onPress={onClose} />
      </div>
      <div className="dialog-body">{children}</div>
      {footer && <div className="dialog-footer">{footer}</div>}
    </AriaDialog>
  );
}

export function Dialog(props: LayerProps) {
  return (
    <ModalOverlay className="scrim" isOpen={props.isOpen} onOpenChange={(open) => !open && props.onClose()} isDismissable={!props.alert}>
      <Modal className={props.wide ? 'dialog wide' : 'dialog'}>
        <LayerContent {...props} />
      </Modal>
    </ModalOverlay>
  );
}

export function Sheet(props: LayerProps) {
  return (
    <ModalOverlay className={props.veil ? 'scrim side veil' : 'scrim side'} isOpen={props.isOpen} onOpenChange={(open) => !open && props.onClose()} isDismissable>
      <Modal className={props.wide ? 'sheet wide' : 'sheet'}>
        <LayerContent {...props} />
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmProps {
  title: string;
  children: ReactNode;
  confirmLabel: string;
  isOpen: boolean;
  onConfirm: () => void;
  onClose: () => void;
  pending?: boolean;
}

export function Confirm({ title, children, confirmLabel, isOpen, onConfirm, onClose, pending }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      alert
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" onPress={onConfirm} isPending={pending} autoFocus>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}

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

/** The first child is the button that opens the menu. */
export function Menu({ trigger, entries, label }: { trigger: ReactNode; entries: MenuEntry[]; label: string }) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover">
        <AriaMenu className="menu" aria-label={label} onAction={(key: Key) => entries.find((entry) => entry.id === key)?.onAction()}>
          {entries.flatMap((entry) => {
            const item = (
              <AriaMenuItem key={entry.id} id={entry.id} textValue={entry.label} isDisabled={entry.disabled} className="menu-item">
                {entry.icon && <Icon name={entry.icon} className="third" />}
                {entry.checked !== undefined && <span className="mark">{entry.checked && <Icon name="check" size={14} />}</span>}
                <span className="grow">{entry.label}</span>
                {entry.note && <span className="caption third">{entry.note}</span>}
              </AriaMenuItem>
            );
            return entry.separated ? [<Separator key={`${entry.id}-line`} className="menu-separator" />, item] : [item];
          })}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
