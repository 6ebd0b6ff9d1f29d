// What signing out would lose, and whether it may.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeftBehind } from '~/api/left_behind';
import { Button } from '~/components/button';
import { Dialog } from '~/components/overlays';
import { ask, useLeave } from './sign_out';

export default function Question({ left }: { left: LeftBehind }) {
  const { t } = useTranslation();
  const leave = useLeave();
  const [pending, setPending] = useState(false);
  return (
    <Dialog
      title={t('app.sign_out_unsaved')}
      isOpen
      onClose={() => ask(null)}
      alert
      footer={
        <>
          <Button variant="primary" onPress={() => ask(null)} autoFocus>
            {t('app.sign_out_stay')}
          </Button>
          <Button
            variant="danger"
            isPending={pending}
            onPress={() => {
              setPending(true);
              void leave();
            }}
          >
            {t('app.sign_out_anyway')}
          </Button>
        </>
      }
    >
      <ul className="column" style={{ gap: 4 }}>
        {left.notes > 0 && <li>{t('app.sign_out_notes', { count: left.notes })}</li>}
        {left.drafts > 0 && <li>{t('app.sign_out_drafts', { count: left.drafts })}</li>}
      </ul>
      <p className="second">{t('app.sign_out_gone')}</p>
    </Dialog>
  );
}
