// The filters of the wheel. They live in the address, so that a view can be linked, and so that Back works.
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { stageNumber, stages, tiers, type Stage, type Tier, type Unit } from '~/api/types';
import type { Query } from '~/api/client';

export type Metric = 'count' | 'value';
export type Window = '7' | '30' | '90';

export interface WheelFilters {
  unit: Unit;
  metric: Metric;
  window: Window;
  /** "me" or a user's id. */
  owner: string | null;
  team: string | null;
  industry: string | null;
  region: string | null;
  tier: Tier | null;
  /** Minor units of the workspace's currency. */
  least: number | null;
  basis: 'proven' | 'unproven' | null;
  stage: Stage | null;
  asOf: string | null;
  /** As it was known on that day, without what was recorded later. */
  knownThen: boolean;
}

const date = /^\d{4}-\d{2}-\d{2}$/;

function oneOf<Value extends string>(text: string | null, values: readonly Value[], otherwise: Value): Value;
function oneOf<Value extends string>(text: string | null, values: readonly Value[], otherwise: null): Value | null;
function oneOf<Value extends string>(text: string | null, values: readonly Value[], otherwise: Value | null): Value | null {
  return values.find((value) => value === text) ?? otherwise;
}

export function readFilters(params: URLSearchParams): WheelFilters {
  const least = Number(params.get('min') ?? '');
  const asOf = params.get('as_of');
  const number = Number(params.get('stage') ?? '');
  return {
    unit: oneOf(params.get('unit'), ['account', 'opportunity'], 'account'),
    metric: oneOf(params.get('metric'), ['count', 'value'], 'count'),
    window: oneOf(params.get('win')?.replace(/d$/, '') ?? null, ['7', '30', '90'], '30'),
    owner: params.get('owner'),
    team: params.get('team'),
    industry: params.get('industry'),
    region: params.get('region'),
    tier: oneOf(params.get('tier'), tiers, null),
    least: Number.isSafeInteger(least) && least > 0 ? least : null,
    basis: oneOf(params.get('basis'), ['proven', 'unproven'], null),
    stage: stages[number - 1] ?? null,
    asOf: asOf && date.test(asOf) ? asOf : null,
    knownThen: params.get('known') === 'then',
  };
}

export function writeFilters(filters: WheelFilters): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | null | undefined) => value && params.set(name, value);
  if (filters.unit !== 'account') set('unit', filters.unit);
  if (filters.metric !== 'count') set('metric', filters.metric);
  if (filters.window !== '30') set('win', `${filters.window}d`);
  set('owner', filters.owner);
  set('team', filters.team);
  set('industry', filters.industry);
  set('region', filters.region);
  set('tier', filters.tier);
  set('min', filters.least === null ? null : String(filters.least));
  set('basis', filters.basis);
  set('stage', filters.stage && String(stageNumber(filters.stage)));
  set('as_of', filters.asOf);
  if (filters.asOf && filters.knownThen) set('known', 'then');
  return params;
}

/** What the server is asked. Stage and basis narrow the page here, so that the other sectors stay in sight. */
export function serverQuery(filters: WheelFilters, userId: string, currency: string): Query {
  return {
    unit: filters.unit,
    window_days: Number(filters.window),
    owner_id: filters.owner === 'me' ? userId : filters.owner,
    team_id: filters.team,
    industry: filters.industry,
    region: filters.region,
    tier: filters.tier,
    min_amount_minor: filters.least,
    currency: filters.least === null ? null : currency,
    as_of: filters.asOf,
    known_on: filters.knownThen ? filters.asOf : null,
  };
}

export const narrowing = ['owner', 'team', 'industry', 'region', 'tier', 'least', 'basis', 'stage'] as const;
export type Narrowing = (typeof narrowing)[number];

export function isFiltered(filters: WheelFilters): boolean {
  return narrowing.some((name) => filters[name] !== null);
}

export function useWheelFilters(): [WheelFilters, (changes: Partial<WheelFilters>) => void] {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const change = (changes: Partial<WheelFilters>) => setParams((current) => writeFilters({ ...readFilters(current), ...changes }));
  return [filters, change];
}
