// Ticking off what is owed, from the day's page: a next step is done, a commitment or a rule is kept, an issue
// resolved.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import { errorText } from '~/api/errors';
import { refresh } from '~/api/queries';
import type { Collection, DueItem } from '~/api/types';
import { toast, undoToast } from '~/components/toast';

const collectionOf: Record<DueItem['kind'], Collection> = { next_step: 'next_steps', commitment: 'commitments', game_rule: 'game_rules', seller_issue: 'seller_issues' };

function changeOf(kind: DueItem['kind']): Record<string, string> {
  if (kind === 'next_step') return { done_at: new Date().toISOString() };
  if (kind === 'seller_issue') return { resolved_at: new Date().toISOString() };
  return kind === 'game_rule' ? { compliance: 'met' } : { status: 'met' };
}

export function useFinish() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return async (kind: DueItem['kind'], id: string, knownVersion?: number) => {
    const path = `/${collectionOf[kind]}/${id}`;
    try {
      const version = knownVersion ?? (await request<{ version: number }>(path)).body.version;
      const body = changeOf(kind);
      const answer = await request(path, { method: 'PATCH', body, version });
      undoToast(t('today.marked_done'), answer.undoId);
      refresh(client, collectionOf[kind]);
    } catch (error) {
      toast(errorText(error, t));
      refresh(client);
    }
  };
}
