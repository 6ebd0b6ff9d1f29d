// Signing out. What was not sent is sent first; what cannot be is named, and goes only when the person says so.
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { request } from '~/api/client';
import { forgetLeftBehind, leftBehind, type LeftBehind } from '~/api/left_behind';
import { sendQueued } from '~/api/offline_queue';
import { forgetKept } from './keep_offline';

const changed = new EventTarget();
let waiting: LeftBehind | null = null; // for the person's answer

export function ask(left: LeftBehind | null): void {
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

export function useLeave() {
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

// The dialog comes when it is asked for: most people leave nothing behind, and the first screen need not wait for it.
const Question = lazy(() => import('./sign_out_question'));

/** The question, wherever signing out was chosen. */
export function SignOutQuestion() {
  const left = useWaiting();
  if (!left) return null;
  return (
    <Suspense>
      <Question left={left} />
    </Suspense>
  );
}
