// The words of one action: what to do, and why it is on the list. Reasons are said in words, never as a score.
import type { TFunction } from 'i18next';
import type { TodayAction } from '~/api/types';
import type { Format } from '~/format/use_format';

export interface ActionWords {
  what: string;
  why: string;
  urgent: boolean;
}

export function actionWords(action: TodayAction, t: TFunction, format: Format): ActionWords {
  const { params } = action;
  const days = params.days ?? 0;
  const evidence = evidenceWords(action, t);
  switch (action.kind) {
    case 'blocking_objection':
      return {
        what: t('today.blocking_objection', { text: params.text ?? '' }),
        why: t('today.blocking_objection_why', { who: params.contact?.name ?? t('today.the_customer'), days }),
        urgent: true,
      };
    case 'need_without_benefit':
      return { what: t('today.need_without_benefit', { text: params.text ?? '' }), why: t('today.need_without_benefit_why', { days }), urgent: false };
    case 'overdue_commitment': {
      const text = params.text || (params.action ? t(`commitment_action.${params.action}`) : '');
      if (params.who === 'customer') {
        return { what: t('today.overdue_theirs', { who: params.contact?.name ?? t('today.the_customer'), text }), why: t('today.overdue_theirs_why', { days }), urgent: true };
      }
      return { what: t('today.overdue_ours', { text }), why: t('today.overdue_ours_why', { days }), urgent: true };
    }
    case 'next_step_due':
      return {
        what: t('today.next_step_due', { text: params.text ?? '' }),
        why: days > 0 ? t('today.next_step_due_why', { days }) : t('today.due_today_why'),
        urgent: days > 0,
      };
    case 'contact_due':
      return {
        what: t('today.contact_due', { who: params.contact?.name ?? '' }),
        why: params.days === undefined || params.last_contact_at === null ? t('today.contact_due_never') : t('today.contact_due_why', { days, line: params.line_days ?? 0 }),
        urgent: false,
      };
    case 'stuck':
      return {
        what: evidence ? t('today.stuck', { evidence }) : t('today.stuck_plain'),
        why: params.line_days === undefined ? t('common.day_n', { n: days }) : t('today.stuck_why', { days, line: params.line_days }),
        urgent: true,
      };
    case 'stale':
      return { what: t('today.stale'), why: t('today.stale_why', { days }), urgent: false };
    case 'missing_evidence':
      return {
        what: params.question_type
          ? t('today.missing_evidence', { question: midSentence(t(`question_type.${params.question_type}`), format) })
          : t('today.missing_evidence_plain', { evidence }),
        why: action.next_stage ? t('today.missing_evidence_why', { stage: t(`stage.${action.next_stage}`), evidence }) : evidence,
        urgent: false,
      };
    case 'level_not_reached': {
      const level = params.level ? midSentence(t(`contact_level.${params.level}`), format) : '';
      return { what: t('today.level_not_reached', { level }), why: t('today.level_not_reached_why', { level }), urgent: false };
    }
    case 'opponent':
      return {
        what: t('today.opponent', { who: params.contact?.name ?? t('today.the_customer') }),
        why: t('today.opponent_why', { attitude: t(`attitude.${params.attitude ?? -1}`), influence: params.influence ?? 0 }),
        urgent: false,
      };
    case 'call_without_plan':
      return {
        what: t('today.call_without_plan', { subject: params.subject ?? '' }),
        why: t('today.call_without_plan_why', { when: params.held_at ? `${format.relative(params.held_at)} ${format.time(params.held_at)} ` : '' }),
        urgent: false,
      };
    default:
      // A newer server knows more kinds than this page: what it says itself is shown rather than nothing.
      return { what: params.text ?? params.subject ?? t('today.open'), why: '', urgent: false };
  }
}

function evidenceWords(action: TodayAction, t: TFunction): string {
  const codes = action.params.codes ?? (action.params.code ? [action.params.code] : []);
  return codes
    .slice(0, 2)
    .map((code) => t(`evidence.${code}`))
    .join(t('today.or'));
}

/** English labels begin with a capital; within a sentence they do not. */
function midSentence(label: string, format: Format): string {
  return format.language === 'en' ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** Where the matter can be settled; the server names pages by their older addresses. */
export function actionPath(action: TodayAction): string {
  if (action.params.call_id) return `/calls/${action.params.call_id}`;
  if (action.kind === 'blocking_objection' && action.opportunity_id) return `/opportunities/${action.opportunity_id}/objections`;
  if (action.kind === 'need_without_benefit' && action.opportunity_id) return `/opportunities/${action.opportunity_id}/offer`;
  const people = action.kind === 'contact_due' || action.kind === 'level_not_reached' || action.kind === 'opponent';
  if (people && action.account_id) return `/accounts/${action.account_id}/people`;
  if (action.opportunity_id) return `/opportunities/${action.opportunity_id}`;
  if (action.account_id) return `/accounts/${action.account_id}`;
  return '/today';
}

/** A call to plan, about the matter and with the person it concerns. */
export function planPath(action: TodayAction, subject: string): string {
  const params = new URLSearchParams({ subject });
  if (action.account_id) params.set('account', action.account_id);
  if (action.opportunity_id) params.set('opportunity', action.opportunity_id);
  if (action.params.contact) params.set('contact', action.params.contact.id);
  return `/calls/new?${params.toString()}`;
}

export function evidencePath(action: TodayAction): string {
  const params = new URLSearchParams({ evidence: '1' });
  if (action.account_id) params.set('account', action.account_id);
  if (action.opportunity_id) params.set('opportunity', action.opportunity_id);
  if (action.params.code) params.set('code', action.params.code);
  return `/capture?${params.toString()}`;
}
