// Layers above the page: Dialog in the middle, Sheet from the side (from below on a phone). Menus are in menu.tsx.
// Focus goes in, stays in and comes back; Esc closes; the page behind is inert.
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button';

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
