// Says that the line is down and what waits to be sent; sends it when the line is back.
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { dropCapture, onQueueChange, queuedCaptures, sendQueued, typedWords, type QueuedCapture } from '~/api/offline_queue';
import { Button } from '~/components/button';
import { Icon } from '~/components/icon';
import { toast } from '~/components/toast';
import { keepDraft } from '~/views/forms/use_form';

function onLineChange(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function useOnline(): boolean {
  return useSyncExternalStore(onLineChange, () => navigator.onLine);
}

export function useQueuedCaptures() {
  return useSyncExternalStore(onQueueChange, queuedCaptures);
}

/** Why an entry was not taken, with the field it is about. */
function refusal(item: QueuedCapture, t: TFunction): string {
  if (item.accountName && item.field === 'account_id') return t('app.refused_name', { name: item.accountName });
  if (item.field) return t('app.refused_field', { field: t(`field_name.${item.field}`, { defaultValue: item.field }), reason: item.refused });
  return t('app.refused', { reason: item.refused });
}

const tryAgainAfter = 30_000; // the browser may call itself online while the server is not reachable

export function OfflineBanner() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const online = useOnline();
  const queue = useQueuedCaptures();
  const [sending, setSending] = useState(false);
  const waiting = queue.filter((item) => !item.refused).length;

  const send = () => {
    setSending(true);
    void sendQueued().then((sent) => {
      setSending(false);
      if (sent > 0) toast(t('app.sent', { count: sent }));
    });
  };
  useEffect(() => {
    if (!online || waiting === 0) return undefined;
    send();
    const timer = setInterval(send, tryAgainAfter);
    return () => clearInterval(timer);
    // eslint-style dependency lists would restart the timer on every render; these two are what matters.
  }, [online, waiting > 0]);

  const open = (item: QueuedCapture) => {
    const call = item.path ? /^\/calls\/([^/]+)\/debrief$/.exec(item.path)?.[1] : undefined;
    if (!call) return void navigate(`/capture?queued=${item.key}`);
    if (item.form !== undefined) {
      keepDraft(`debrief.${call}`, item.form);
      dropCapture(item.key);
    }
    void navigate(`/calls/${call}/debrief`);
  };
  const refused = queue.find((item) => item.refused);
  if (online && waiting === 0 && !refused) return null;
  return (
    <div className="offline-banner no-print" role="status">
      <Icon name={online ? 'clock' : 'cloud_off'} />
      {refused ? (
        <>
          <span className="grow">{refusal(refused, t)}</span>
          <Button small variant="primary" onPress={() => open(refused)}>
            {t('app.open_again')}
          </Button>
          <Button small onPress={() => void navigator.clipboard?.writeText(typedWords(refused.body)).then(() => toast(t('common.copied')))}>
            {t('app.copy_text')}
          </Button>
          <Button small variant="ghost" onPress={() => dropCapture(refused.key)}>
            {t('app.discard')}
          </Button>
        </>
      ) : (
        <>
          <span className="grow">{online ? t('app.waiting') : t('app.offline')}</span>
          {waiting > 0 && <span className="tag warn">{t('app.to_send', { count: waiting })}</span>}
          {online && (
            <Button small onPress={send} isPending={sending}>
              {t('common.retry')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
