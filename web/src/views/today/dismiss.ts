// Putting an action aside: until a day, or with a reason. Taken back from the toast.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import { errorText } from '~/api/errors';
import { refresh, undo } from '~/api/queries';
import { toast } from '~/components/toast';
import { isoDate } from '~/format/dates';
import { useFormat } from '~/format/use_format';

export function useDismiss() {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const send = async (body: Record<string, unknown>, said: string) => {
    try {
      const answer = await request<void>('/today/dismissals', { method: 'POST', body });
      const takeBack = async () => {
        if (answer.undoId) await undo(answer.undoId);
        else await request<void>(`/today/dismissals/${encodeURIComponent(String(body.action_id))}`, { method: 'DELETE' });
        refresh(client);
      };
      toast(said, { label: t('common.undo'), run: () => void takeBack().catch((error: unknown) => toast(errorText(error, t))) });
      refresh(client);
    } catch (error) {
      toast(errorText(error, t));
    }
  };
  return {
    snooze: (actionId: string, days: number) => {
      const day = new Date();
      day.setDate(day.getDate() + days);
      void send({ action_id: actionId, snooze_until: isoDate(day) }, t('today.snoozed', { date: format.date(day) }));
    },
    dismiss: (actionId: string, reason: string) => void send({ action_id: actionId, reason }, t('today.dismissed')),
  };
}
