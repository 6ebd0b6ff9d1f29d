// The rest of the day: calls, what the customer owes, what we owe, and who stands still.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DueItem, Today } from '~/api/types';
import { Button } from '~/components/button';
import { Icon } from '~/components/icon';
import { StageMark } from '~/components/stage_chip';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { useBookDays } from './book_days';
import { useFinish } from './finish';

export function Calls({ calls }: { calls: Today['calls'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <h2 className="day-head">{t('today.calls')}</h2>
      <div className="day-box">
        {calls.length === 0 && <p className="second day-none">{t('today.no_calls')}</p>}
        <ul>
          {calls.map((call) => (
            <li key={call.id}>
              <Link className="day-row" to={`/calls/${call.id}`}>
                <b className="numeric day-time">{format.time(call.held_at)}</b>
                <span className="grow">
                  <span className="row">
                    {call.stage && <StageMark stage={call.stage} />}
                    <b className="ellipsis">{call.account?.name ?? call.subject}</b>
                  </span>
                  {call.account && <span className="caption second ellipsis block">{call.subject}</span>}
                </span>
                {call.noted_afterwards ? <Tag>{t('today.noted_afterwards')}</Tag> : <Tag tone={call.planned ? 'ok' : 'warn'}>{t(call.planned ? 'today.planned' : 'today.no_goal')}</Tag>}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** A long list of debts helps nobody to begin. */
const few = 5;

export function Owed({ title, kind, items }: { title: string; kind: 'theirs' | 'ours'; items: OwedItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = useBookDays();
  const finish = useFinish();
  const [all, setAll] = useState(false);
  if (items.length === 0) return null;
  const shown = all ? items : items.slice(0, few);
  return (
    <section>
      <h2 className="day-head">{title}</h2>
      <ul className="day-box">
        {shown.map((item) => (
          <li key={item.id} className="day-row">
            <Link className="grow" to={item.path}>
              <b className="block">{item.text}</b>
              <span className={`caption block ${item.overdue ? 'bad' : 'second'}`}>
                {[item.who, item.due ? (item.overdue ? t('today.overdue', { when: days.relative(item.due) }) : days.relative(item.due)) : t('today.no_date')]
                  .filter(Boolean)
                  .join(format.language === 'zh-CN' ? '，' : ', ')}
              </span>
            </Link>
            <Button small icon="check" onPress={() => void finish(item.kind, item.id, item.version)} aria-label={`${t(kind === 'theirs' ? 'today.kept' : 'today.done')}: ${item.text}`}>
              {t(kind === 'theirs' ? 'today.kept' : 'today.done')}
            </Button>
          </li>
        ))}
      </ul>
      {items.length > shown.length && (
        <div className="row today-more">
          <Button variant="ghost" small onPress={() => setAll(true)}>
            {t('today.more_items', { count: items.length - shown.length })}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Whom to remind of why they chose us, after an order. */
export function Reminders({ items }: { items: NonNullable<Today['reminders']> }) {
  const { t } = useTranslation();
  const days = useBookDays();
  if (items.length === 0) return null;
  return (
    <section>
      <h2 className="day-head">{t('today.reminders')}</h2>
      <ul className="day-box">
        {items.slice(0, few).map((item) => (
          <li key={item.opportunity_id}>
            <Link className="day-row" to={`/opportunities/${item.opportunity_id}/aftersales`}>
              <Icon name="bell" size={18} className="warn" />
              <span className="grow">
                <b className="block">{item.account_name ?? item.opportunity_name}</b>
                <span className={`caption block ${item.overdue_days > 0 ? 'bad' : 'second'}`}>{t('today.remind_why', { day: item.day, when: days.relative(item.due_on) })}</span>
              </span>
              <Icon name="chevron_right" size={18} className="third" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

export interface OwedItem {
  id: string;
  kind: DueItem['kind'];
  version: number;
  text: string;
  who: string;
  due: string | null;
  overdue: boolean;
  path: string;
}

export function Standstill({ today }: { today: Today }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { stuck } = today;
  const without = today.without_next_step ?? 0;
  if (stuck.count === 0 && without === 0) return null;
  return (
    <ul className="column" style={{ gap: 8 }}>
      {stuck.count > 0 && (
        <li>
          <Link className="day-box day-row" to="/opportunities?stuck=true">
            <Icon name="clock" size={20} className="bad" />
            <span className="grow">
              <b className="block">
                {stuck.value.length > 0 ? t('today.stuck_sum', { count: stuck.count, value: format.moneyList(stuck.value) }) : t('today.stuck_sum_plain', { count: stuck.count })}
              </b>
              {stuck.worst && <span className="caption second block">{t('today.stuck_worst', { name: stuck.worst.name, days: stuck.worst.dwell_days })}</span>}
            </span>
            <Icon name="chevron_right" size={18} className="third" />
          </Link>
        </li>
      )}
      {without > 0 && (
        <li>
          <Link className="day-box day-row" to="/opportunities">
            <Icon name="flag" size={20} className="warn" />
            <span className="grow bold">{t('today.without_step', { count: without })}</span>
            <Icon name="chevron_right" size={18} className="third" />
          </Link>
        </li>
      )}
    </ul>
  );
}
