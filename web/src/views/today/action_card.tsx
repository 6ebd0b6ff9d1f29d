// One thing to do: where the customer stands, what to do, why, one button that does it, and "tomorrow".
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { isUnproven, type TodayAction } from '~/api/types';
import { Button } from '~/components/button';
import { Icon } from '~/components/icon';
import { MiniWheel } from '~/components/mini_wheel';
import { Menu } from '~/components/menu';
import { useFormat } from '~/format/use_format';
import { actionPath, actionWords, evidencePath, planPath } from './action_words';
import { useDismiss } from './dismiss';
import { useFinish } from './finish';

export interface PrimaryAction {
  label: string;
  run: () => void;
}

export function usePrimaryAction(): (action: TodayAction) => PrimaryAction {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const finish = useFinish();
  const go = (path: string) => () => void navigate(path);
  return (action) => {
    const { params } = action;
    switch (action.kind) {
      case 'next_step_due':
        if (params.next_step_id) return { label: t('today.done'), run: () => void finish('next_step', params.next_step_id ?? '') };
        return { label: t('today.open'), run: go(actionPath(action)) };
      case 'overdue_commitment':
        if (params.commitment_id) return { label: t('today.kept'), run: () => void finish('commitment', params.commitment_id ?? '') };
        return { label: t('today.open'), run: go(actionPath(action)) };
      case 'stuck':
      case 'stale':
      case 'missing_evidence':
        return { label: t('today.add_evidence'), run: go(evidencePath(action)) };
      case 'blocking_objection':
        return { label: t('today.treat'), run: go(actionPath(action)) };
      case 'need_without_benefit':
        return { label: t('today.write_benefit'), run: go(actionPath(action)) };
      case 'call_without_plan':
        return { label: t('today.write_plan'), run: go(actionPath(action)) };
      case 'contact_due':
      case 'level_not_reached':
      case 'opponent':
        return { label: t('today.plan_call'), run: go(planPath(action, actionWords(action, t, format).what)) };
      default:
        return { label: t('today.open'), run: go(actionPath(action)) };
    }
  };
}

interface ActionCardProps {
  action: TodayAction;
  index: number;
  /** The first one shows its buttons large; the others open on press. */
  leading: boolean;
}

export function ActionCard({ action, index, leading }: ActionCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const primary = usePrimaryAction()(action);
  const { snooze, dismiss } = useDismiss();
  const words = actionWords(action, t, format);
  const name = action.account_name ?? action.opportunity_name ?? '';
  return (
    <li className={leading ? 'action-card leading' : 'action-card'}>
      <Link className="action-link" to={actionPath(action)}>
        {action.stage ? (
          <MiniWheel stage={action.stage} next={action.next_stage} unproven={action.basis ? isUnproven({ basis: action.basis }) : false} />
        ) : (
          <span className="action-no-stage">
            <Icon name="account" size={20} />
          </span>
        )}
        <span className="grow">
          <span className="row">
            <b className="ellipsis">{name}</b>
            {action.opportunity_name && action.account_name && <span className="caption third ellipsis action-opportunity">{action.opportunity_name}</span>}
            <span className="grow" />
            <span className="numeric second nowrap action-amount">{format.amount(action.amount_minor, action.currency)}</span>
          </span>
          <span className="action-what">{words.what}</span>
          <span className={`caption block ${words.urgent ? 'bad' : 'second'}`}>{words.why}</span>
        </span>
        <Icon name="chevron_right" size={18} className="third action-chevron" />
      </Link>
      <div className="row action-buttons">
        <Button variant={leading ? 'primary' : 'plain'} small={!leading} className="action-primary" onPress={primary.run}>
          {primary.label}
          <kbd className="action-key" aria-hidden="true">
            {index + 1}
          </kbd>
        </Button>
        <Button small={!leading} onPress={() => snooze(action.id, 1)}>
          {t('today.tomorrow')}
        </Button>
        <Menu
          label={t('today.not_now')}
          trigger={<Button variant="ghost" icon="more" small={!leading} aria-label={`${t('today.not_now')}: ${words.what}`} />}
          entries={[
            { id: 'week', label: t('today.next_week'), icon: 'calendar', onAction: () => snooze(action.id, 7) },
            { id: 'done', label: t('today.done_already'), icon: 'check', onAction: () => dismiss(action.id, 'done') },
            { id: 'useless', label: t('today.not_useful'), icon: 'close', onAction: () => dismiss(action.id, 'not_useful') },
          ]}
        />
      </div>
    </li>
  );
}
