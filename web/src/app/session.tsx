// Who is signed in. Views inside the shell can rely on a session being there.
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { get } from '~/api/client';
import { ApiError, NetworkError } from '~/api/errors';
import type { Session } from '~/api/types';

export const sessionKey = ['session'];

export function useSessionQuery() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      try {
        return await get<Session>('/session', undefined, signal);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 5 * 60_000,
    // Nothing can be shown before it: one more try soon, then say what is wrong.
    retry: (failures, error) => error instanceof NetworkError && failures < 1,
    retryDelay: 500,
  });
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside the shell');
  return session;
}

export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission);
}
