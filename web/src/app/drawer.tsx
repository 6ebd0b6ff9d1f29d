// The sidebar of narrow screens, over the page.
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SidebarContent } from './sidebar';

interface DrawerProps {
  onClose: () => void;
  onSearch: () => void;
  onKeys: () => void;
}

export default function Drawer({ onClose, onSearch, onKeys }: DrawerProps) {
  const { t } = useTranslation();
  const then = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <ModalOverlay className="scrim drawer-scrim" isOpen onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="drawer">
        <Dialog aria-label={t('app.navigation')} className="sidebar-content">
          <SidebarContent onSearch={then(onSearch)} onKeys={then(onKeys)} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
