// A limit of the workspace in a field, where empty stands for none, and how the workspace is saved.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import type { Session } from '~/api/types';
import { sessionKey } from '~/app/session';
import { toast } from '~/components/toast';

export const shownLimit = (count: number) => (count === 0 ? '' : String(count));

/** Null where it is no whole number; empty is none. */
export function readLimit(text: string, digits = 6): number | null {
  const trimmed = text.trim();
  return /^\d*$/.test(trimmed) && trimmed.length <= digits ? Number(trimmed || '0') : null;
}

export function useSaveWorkspace() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return async (changes: Partial<Session['workspace']>) => {
    const { body } = await request<Session['workspace']>('/workspace', { method: 'PATCH', body: changes });
    client.setQueryData(sessionKey, (session: Session | null | undefined) => session && { ...session, workspace: body });
    void client.invalidateQueries({ predicate: (query) => query.queryKey !== sessionKey && query.queryKey[0] !== 'session' });
    toast(t('common.saved'));
  };
}
