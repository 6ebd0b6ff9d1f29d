// The first screen of a deal in one request. What other pages ask for by themselves comes with it and is put where they look, so that
// turning to them shows something at once.
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { get } from '~/api/client';
import type { Cockpit } from '~/api/selling';
import type { Opportunity } from '~/api/types';

const pathOf = (id: string) => `/opportunities/${id}`;

export function useCockpit(id: string | undefined) {
  const client = useQueryClient();
  const path = `${pathOf(id ?? '')}/cockpit`;
  return useQuery({
    queryKey: ['selling', path, {}],
    queryFn: async ({ signal }) => {
      const answer = await get<Cockpit>(path, undefined, signal);
      share(client, answer);
      return answer;
    },
    enabled: Boolean(id),
  });
}

function share(client: QueryClient, answer: Cockpit): void {
  const { opportunity } = answer;
  const key = ['opportunities', 'record', opportunity.id, {}];
  // A change may have been saved while this answer was on its way.
  const known = client.getQueryData<Opportunity>(key);
  if (!known || known.version <= opportunity.version) client.setQueryData(key, opportunity);
  const path = pathOf(opportunity.id);
  for (const part of ['needs', 'offer', 'questions', 'criteria'] as const) client.setQueryData(['selling', `${path}/${part}`, {}], answer[part]);
}
