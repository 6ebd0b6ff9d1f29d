// What a deal must not be left without, above its cockpit; nothing is shown when nothing is missing.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CloseWarnings, CockpitChecks } from '~/api/ground';
import type { Opportunity } from '~/api/types';
import { Icon } from '~/components/icon';
import { useFormat } from '~/format/use_format';

interface ChecksBannerProps {
  opportunity: Opportunity;
  checks: CockpitChecks;
  close: CloseWarnings | null;
  reminder: { day: number; due_on: string; state: 'due' | 'coming' } | null;
}

/** Stages from which each check counts: a rival from criteria on (C24), rules before the choice (M3), gains before the proposal (M105). */
const rivalFrom = new Set(['criteria', 'assessment', 'investigation', 'choice']);
const improvementFrom = new Set(['decision', 'criteria', 'assessment', 'investigation', 'choice']);
const gainsFrom = new Set(['assessment', 'investigation', 'choice']);
const rulesFrom = new Set(['criteria', 'assessment', 'investigation', 'choice']);

export function ChecksBanner({ opportunity, checks, close, reminder }: ChecksBannerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const base = `/opportunities/${opportunity.id}`;
  const open = opportunity.result === 'open';
  const stage = opportunity.position.stage;
  const found = [
    open && checks.unknown_rules > 0 && rulesFrom.has(stage) && { id: 'rules', text: t('ground.unknown_rules', { count: checks.unknown_rules }), to: `${base}/triangle` },
    open && checks.no_rival && rivalFrom.has(stage) && { id: 'rival', text: t('ground.no_rival'), to: `${base}/triangle` },
    open && checks.no_improvement && improvementFrom.has(stage) && { id: 'improvement', text: t('ground.no_improvement'), to: base },
    close !== null && close.before_choice && { id: 'before_choice', text: t('ground.close_before_choice'), to: base },
    close !== null && close.must_have_uncovered && { id: 'must_have', text: t('ground.close_uncovered'), to: `${base}/offer` },
    close !== null && close.blocking_objections > 0 && { id: 'blocking', text: t('ground.close_blocked', { count: close.blocking_objections }), to: `${base}/objections` },
    open && checks.causes_missing !== null && checks.causes_missing > 0 && opportunity.account_id !== null && { id: 'causes', text: t('ground.causes_missing', { count: checks.causes_missing }), to: `/accounts/${opportunity.account_id}/people` },
    open && checks.gains_missing > 0 && gainsFrom.has(stage) && { id: 'gains', text: t('ground.gains_missing', { count: checks.gains_missing }), to: `${base}/offer` },
    open && checks.issues_overdue > 0 && { id: 'issues', text: t('ground.issues_overdue', { count: checks.issues_overdue }), to: `${base}/plan` },
    reminder?.state === 'due' && { id: 'reminder', text: t('ground.remind_day', { day: reminder.day, date: format.date(reminder.due_on) }), to: `${base}/aftersales` },
  ].filter((one) => one !== false && one !== undefined);
  if (found.length === 0) return null;
  return (
    <ul className="checks-banner" aria-label={t('ground.checks')}>
      {found.map((one) => (
        <li key={one.id}>
          <Link to={one.to} className="banner warn">
            <Icon name="warning" size={14} />
            <span className="grow">{one.text}</span>
            <Icon name="chevron_right" size={14} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
