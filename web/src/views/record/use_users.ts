// The people who work with this book, by id: owners are shown by name everywhere.
import { useMemo } from 'react';
import { useList } from '~/api/queries';
import type { User } from '~/api/types';

export interface Users {
  all: readonly User[];
  /** Those who can be given work. */
  active: readonly User[];
  nameOf: (id: string | null | undefined) => string | null;
}

export function useUsers(): Users {
  const list = useList('users', { limit: 200 });
  const all = list.data?.items;
  return useMemo(() => {
    const users = all ?? [];
    const names = new Map(users.map((user) => [user.id, user.name]));
    return {
      all: users,
      active: users.filter((user) => !user.disabled),
      nameOf: (id) => (id ? (names.get(id) ?? null) : null),
    };
  }, [all]);
}
