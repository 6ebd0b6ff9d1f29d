// Signing out. What was not sent is sent first; what cannot be is named, and goes only when the person says so.
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import { forgetLeftBehind, leftBehind, type LeftBehind } from '~/api/left_behind';
import { sendQueued } from '~/api/offline_queue';
import { Button } from '~/components/button';
import { Dialog } from '~/components/overlays';
import { forgetKept } from './keep_offline';

const changed = new EventTarget();
let waiting: LeftBehind | null = null; // for the person's answer

function ask(left: LeftBehind | null): void {
  waiting = left;
  changed.dispatchEvent(new Event('change'));
}

function useWaiting(): LeftBehind | null {
  return useSyncExternalStore(
    (listener) => {
      changed.addEventListener('change', listener);
      return () => changed.removeEventListener('change', listener);
    },
    () => waiting,
  );
}

function useLeave() {
  const client = useQueryClient();
  return async () => {
    try {
      await request<void>('/session', { method: 'DELETE' });
    } finally {
      client.clear();
      await forgetKept();
      forgetLeftBehind();
      window.location.assign('/sign_in');
    }
  };
}

export function useSignOut() {
  const leave = useLeave();
  return async () => {
    if (leftBehind().notes > 0) await sendQueued();
    const left = leftBehind();
    if (left.notes + left.drafts > 0) ask(left);
    else await leave();
  };
}

/** The question, wherever signing out was chosen. */
export function SignOutQuestion() {
  const { t } = useTranslation();
  const left = useWaiting();
  const leave = useLeave();
  const [pending, setPending] = useState(false);
  if (!left) return null;
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
