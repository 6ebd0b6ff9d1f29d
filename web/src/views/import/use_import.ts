// One import job and what can be done with it. While the server works the job is asked for every second; live events
// bring it sooner.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { get, request } from '~/api/client';
import { isBusy, type ImportJob } from './import_types';

const again = 1000; // ms

export function useImportJob(id: string | undefined) {
  return useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => get<ImportJob>(`/imports/${id}`, undefined, signal),
    enabled: Boolean(id),
    refetchInterval: (query) => (query.state.data && isBusy(query.state.data.state) ? again : false),
  });
}

export function useImportActions(id: string) {
  const client = useQueryClient();
  const take = (job: ImportJob | undefined) => {
    if (job?.id) client.setQueryData(['imports', id], job);
    return client.invalidateQueries({ queryKey: ['imports'] });
  };
  const act = async (action: 'check' | 'run' | 'cancel' | 'undo') => {
    const { body } = await request<ImportJob | undefined>(`/imports/${id}/${action}`, { method: 'POST', body: {} });
    await take(body && 'state' in body && 'files' in body ? body : undefined);
  };
  const change = async (changes: object) => {
    const { body } = await request<ImportJob>(`/imports/${id}`, { method: 'PATCH', body: changes });
    await take(body);
  };
  return { act, change };
}

export async function uploadFile(file: File, group: string | null): Promise<ImportJob> {
  const { body } = await request<ImportJob>('/imports', {
    method: 'POST',
    raw: file,
    headers: { 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': file.type || 'application/octet-stream' },
    query: { group },
  });
  return body;
}
