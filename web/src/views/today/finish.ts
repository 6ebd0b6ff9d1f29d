// Ticking off what is owed, from the day's page: a next step is done, a commitment is kept.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import { errorText } from '~/api/errors';
import { refresh } from '~/api/queries';
import { toast, undoToast } from '~/components/toast';

export function useFinish() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return async (kind: 'next_step' | 'commitment', id: string, knownVersion?: number) => {
    const path = kind === 'next_step' ? `/next_steps/${id}` : `/commitments/${id}`;
    try {
      const version = knownVersion ?? (await request<{ version: number }>(path)).body.version;
      const body = kind === 'next_step' ? { done_at: new Date().toISOString() } : { status: 'met' };
      const answer = await request(path, { method: 'PATCH', body, version });
      undoToast(t('today.marked_done'), answer.undoId);
      refresh(client, 'next_steps', 'commitments');
    } catch (error) {
      toast(errorText(error, t));
      refresh(client);
    }
  };
}
