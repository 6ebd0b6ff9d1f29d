// A link that works once, shown once: copy it and hand it over.
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { Dialog } from '~/components/overlays';
import { toast } from '~/components/toast';

interface OneTimeLinkProps {
  link: { name: string; link: string } | null;
  onClose: () => void;
}

export function OneTimeLink({ link, onClose }: OneTimeLinkProps) {
  const { t } = useTranslation();
  if (!link) return null;
  return (
    <Dialog
      title={t('users.link_for', { name: link.name })}
      isOpen
      onClose={onClose}
      alert
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <p className="second">{t('users.link_explained')}</p>
      <CopyBox text={new URL(link.link, window.location.origin).href} label={t('users.link')} />
    </Dialog>
  );
}

export function CopyBox({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const box = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast(t('common.copied'));
    } catch {
      // No clipboard on plain http: select it, the keyboard does the rest.
      box.current?.select();
      toast(t('why.copy_by_hand'));
    }
  };
  return (
    <div className="row copy-box">
      <input ref={box} className="field-input" readOnly value={text} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      <Button onPress={() => void copy()}>{t('users.copy')}</Button>
    </div>
  );
}
