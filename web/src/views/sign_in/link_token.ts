// The token of a one-time link: "/password#token=…", which no server and no proxy sees. Links made before had it in the query.
import { useLocation } from 'react-router';

export function tokenIn({ hash, search }: { hash: string; search: string }): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? new URLSearchParams(search).get('token');
}

export function useLinkToken(): string | null {
  return tokenIn(useLocation());
}
