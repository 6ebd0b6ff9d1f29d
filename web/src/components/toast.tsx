// Short messages at the bottom edge: said by screen readers, at least 8 s on screen, paused while looked at.
// A change that can be undone offers 「撤销」 with the change id the server gave (header X-Undo-Id).
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { undo, undoneKey } from '~/api/queries';
import { Icon } from './icon';

interface ToastMessage {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
  undoId?: string;
}

const shownFor = 8_000;
const shownAtOnce = 2; // more would cover a phone's page
let messages: ToastMessage[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: ToastMessage[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

function add(message: Omit<ToastMessage, 'id'>): void {
  lastId += 1;
  publish([...messages.slice(1 - shownAtOnce), { ...message, id: lastId }]);
}

function remove(id: number): void {
  publish(messages.filter((message) => message.id !== id));
}

export function toast(text: string, action?: ToastMessage['action']): void {
  add({ text, action });
}

/** What was said before no longer holds. */
export function clearToasts(): void {
  publish([]);
}

/** Says what was done and offers to take it back. */
export function undoToast(text: string, undoId: string | null | undefined): void {
  add({ text, undoId: undoId ?? undefined });
}

export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => messages,
  );
  return (
    <div className="toasts no-print" role="status" aria-live="polite" aria-label={t('common.messages')}>
      {shown.map((message) => (
        <ToastRow key={message.id} message={message} />
      ))}
    </div>
  );
}

function ToastRow({ message }: { message: ToastMessage }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => remove(message.id), shownFor);
    return () => clearTimeout(timer);
  }, [held, message.id]);

  const runUndo = (undoId: string) => {
    remove(message.id);
    undo(undoId).then(
      (answer) => toast(t(undoneKey(answer))),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  const { action, undoId } = message;
  return (
    <div className="toast" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span>{message.text}</span>
      {undoId && (
        <button type="button" className="toast-action" onClick={() => runUndo(undoId)}>
          {t('common.undo')}
        </button>
      )}
      {action && (
        <button
          type="button"
          className="toast-action"
          onClick={() => {
            remove(message.id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="toast-close" aria-label={t('common.close')} onClick={() => remove(message.id)}>
        <Icon name="close" size={12} />
      </button>
    </div>
  );
}
