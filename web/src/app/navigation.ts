// The places of the product, in the order people see them: sidebar, phone tabs and palette all read this list.
import type { IconName } from '~/components/icon';

export interface Place {
  path: string;
  /** What is open there at first, after the path. */
  view?: string;
  text: string;
  icon: IconName;
  keys: string;
  /** Under the heading of the team. */
  team?: boolean;
}

export const places: readonly Place[] = [
  { path: '/today', text: 'app.today', icon: 'today', keys: 'G T' },
  { path: '/wheel', text: 'app.wheel', icon: 'wheel', keys: 'G W' },
  { path: '/accounts', text: 'app.accounts', icon: 'account', keys: 'G A' },
  { path: '/opportunities', view: '?result=open', text: 'app.opportunities', icon: 'opportunity', keys: 'G O' },
  { path: '/calls', text: 'app.calls', icon: 'call', keys: 'G C' },
  { path: '/coaching', text: 'app.coaching', icon: 'people', keys: 'G H', team: true },
  { path: '/practice', text: 'app.practice', icon: 'practice', keys: 'G P', team: true },
  { path: '/library', text: 'app.library', icon: 'library', keys: 'G L', team: true },
];
