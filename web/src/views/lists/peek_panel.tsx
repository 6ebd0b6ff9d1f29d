// Looking at one record beside the list. Not a dialog: the list keeps the focus, the arrows walk on and the panel follows.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '~/components/button';

interface PeekPanelProps {
  title: string;
  to: string;
  onClose: () => void;
  children: ReactNode;
}

export function PeekPanel({ title, to, onClose, children }: PeekPanelProps) {
  const { t } = useTranslation();
  return (
    <aside className="peek-panel" aria-label={title}>
      <div className="peek-header">
        <h2 className="grow ellipsis">{title}</h2>
        <ButtonLink to={to} small>
          {t('lists.open')}
        </ButtonLink>
        <Button small variant="ghost" icon="close" aria-label={t('common.close')} onPress={onClose} />
      </div>
      <div className="peek-body">{children}</div>
    </aside>
  );
}
