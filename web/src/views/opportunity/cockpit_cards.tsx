// The smaller cards of the cockpit: criteria against rivals, value, the plan of both sides, objections. Each leads to its
// page.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useList, useView } from '~/api/queries';
import type { BuyerView } from '~/api/selling';
import type { Contact, Opportunity } from '~/api/types';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { QuoteBlock } from '~/components/quote_block';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { daysBetween, isoDate, parseMoment } from '~/format/dates';
import { useFormat } from '~/format/use_format';
import { GridTable } from '../criteria/grid_table';
import { NextStepForm } from '../forms/next_step_form';
import { orderObjections } from '../objections/objection_logic';
import { useUsers } from '../record/use_users';
import { ObjectionStateTag } from '../selling/marks';
import { Waterfall } from '../value/waterfall';
import { mutualPlan } from './mutual_plan';
import type { CockpitData } from './use_cockpit';

interface CardProps {
  opportunity: Opportunity;
  data: CockpitData;
  readOnly: boolean;
}

const fewCriteria = 6;

export function CriteriaCard({ opportunity, data, readOnly }: CardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { grid } = data;
  const to = `/opportunities/${opportunity.id}/criteria`;
  const more = (grid.data?.items.length ?? 0) - fewCriteria;
  return (
    <Card
      title={t('cockpit.criteria')}
      other={format.language === 'zh-CN' ? 'Criteria vs. competitors' : '决策标准与对手'}
      otherLanguage={format.other}
      actions={
        <>
          <span className="caption third">{t('criteria.scale')}</span>
          <Link className="link caption" to={to}>
            {more > 0 ? t('cockpit.more_criteria', { count: more }) : t('common.open')}
          </Link>
        </>
      }
    >
      {grid.isPending && <SkeletonRows rows={5} height={31} />}
      {grid.isError && !grid.data && <ErrorState error={grid.error} onRetry={() => void grid.refetch()} />}
      {grid.data && grid.data.items.length === 0 && <EmptyState action={!readOnly && <ButtonLink to={to}>{t('criteria.add')}</ButtonLink>}>{t('criteria.empty')}</EmptyState>}
      {grid.data && grid.data.items.length > 0 && <GridTable opportunity={opportunity} grid={grid.data} readOnly short={fewCriteria} />}
    </Card>
  );
}

export function ValueCard({ opportunity, data, readOnly }: CardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { value } = data;
  const buyer = useView<BuyerView>(`/opportunities/${opportunity.id}/buyer_type`);
  const to = `/opportunities/${opportunity.id}/value`;
  const view = value.data;
  const ours = view?.ours;
  return (
    <Card title={t('cockpit.value')} note={view && view.items.length > 0 ? t('value.first_year') : undefined} actions={buyer.data?.type ? <Tag>{t(`buyer_type.${buyer.data.type}`)}</Tag> : undefined}>
      {value.isPending && <SkeletonRows rows={4} />}
      {value.isError && !view && <ErrorState error={value.error} onRetry={() => void value.refetch()} />}
      {view && view.items.length === 0 && <EmptyState action={!readOnly && <ButtonLink to={to}>{t('value.add')}</ButtonLink>}>{t('value.empty')}</EmptyState>}
      {view?.error && <p className="warn">{t(`value.error_${view.error}`)}</p>}
      {view && ours && view.items.length > 0 && (
        <>
          <Waterfall steps={ours.waterfall} currency={view.currency} height={150} />
          <div className="row caption second cockpit-value-line">
            <span>
              {t('value.npv_over', { n: view.years })} <b className="numeric">{ours.npv === null || !view.currency ? '–' : format.money({ amount_minor: Math.round(ours.npv), currency: view.currency })}</b>
            </span>
            <span>
              {t('value.payback')} <b className="numeric">{ours.payback === null ? t('value.never') : t('value.years', { n: format.number(ours.payback, 1) })}</b>
            </span>
            <span>
              {t('value.confirmed')} <b className="numeric">{t('value.confirmed_of', { n: ours.confirmed.n, of: ours.confirmed.of })}</b>
            </span>
            <span className="grow" />
            <Link className="link" to={to}>
              {t('cockpit.open_value')}
            </Link>
          </div>
        </>
      )}
      {(buyer.data?.alarms ?? []).map((alarm) => (
        <p key={alarm} className="caption warn">
          {t(`buyer_alarm.${alarm}`)}
        </p>
      ))}
    </Card>
  );
}

const fewSteps = 5;

export function MutualPlanCard({ opportunity, contacts, readOnly }: { opportunity: Opportunity; contacts: readonly Contact[]; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const [adding, setAdding] = useState(false);
  const steps = useList('next_steps', { opportunity_id: opportunity.id, limit: 100 });
  const promises = useList('commitments', { opportunity_id: opportunity.id, limit: 100 });
  const calls = useList('calls', { opportunity_id: opportunity.id, limit: 200 });
  const rows = mutualPlan(steps.data?.items ?? [], promises.data?.items ?? [], calls.data?.items ?? []).slice(0, fewSteps);
  const today = isoDate(new Date());
  const left = opportunity.expected_close ? daysBetween(new Date(), parseMoment(opportunity.expected_close)) : null;
  const pending = steps.isPending || promises.isPending || calls.isPending;
  const failed = [steps, promises, calls].find((list) => list.isError && !list.data);
  return (
    <Card
      title={t('cockpit.plan')}
      other={format.language === 'zh-CN' ? 'Close plan' : '双方计划'}
      otherLanguage={format.other}
      actions={
        <>
          {left !== null && left >= 0 && <span className="caption second numeric">{t('cockpit.days_to_close', { count: left })}</span>}
          {!readOnly && <Button small variant="ghost" icon="plus" aria-label={t('forms.next_step')} onPress={() => setAdding(true)} />}
        </>
      }
    >
      {pending && <SkeletonRows rows={3} height={28} />}
      {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      {!pending && !failed && rows.length === 0 && (
        <EmptyState
          action={
            !readOnly && (
              <Button small variant="primary" onPress={() => setAdding(true)}>
                {t('forms.next_step')}
              </Button>
            )
          }
        >
          {t('steps.empty')}
        </EmptyState>
      )}
      <ul>
        {rows.map((row) => {
          const late = row.day !== null && row.day < today;
          const text = row.text || (row.action ? t(`commitment_action.${row.action}`) : '');
          const who = row.side === 'theirs' ? (contacts.find((one) => one.id === row.person)?.name ?? t('commitment_who.customer')) : (users.nameOf(row.person) ?? t('commitment_who.us'));
          return (
            <li key={`${row.kind}${row.id}`} className="plan-row">
              <span className={late ? 'step-date bad numeric' : 'step-date third numeric'}>{row.day ? format.date(row.day) : t('steps.no_date')}</span>
              <i className={`plan-dot ${row.side}`} aria-hidden="true" />
              {row.kind === 'call' ? (
                <Link className="grow ellipsis title-link regular" to={`/calls/${row.id}`} title={text}>
                  {text}
                </Link>
              ) : (
                <span className="grow ellipsis" title={text}>
                  {text}
                </span>
              )}
              <span className="caption third nowrap">{who}</span>
            </li>
          );
        })}
      </ul>
      {rows.length > 0 && (
        <Link className="link caption" to={`/opportunities/${opportunity.id}/plan`}>
          {t('common.all')}
        </Link>
      )}
      <NextStepForm isOpen={adding} onClose={() => setAdding(false)} opportunityId={opportunity.id} accountId={opportunity.account_id} />
    </Card>
  );
}

export function ObjectionsCard({ opportunity, contacts }: { opportunity: Opportunity; contacts: readonly Contact[] }) {
  const { t } = useTranslation();
  const list = useList('objections', { opportunity_id: opportunity.id, limit: 50 });
  const items = orderObjections(list.data?.items ?? []);
  return (
    <Card
      title={t('objections.title')}
      actions={
        <Link className="link caption" to={`/opportunities/${opportunity.id}/objections`}>
          {t('common.all')}
        </Link>
      }
    >
      {list.isPending && <SkeletonRows rows={2} height={28} />}
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <p className="second">{t('objections.none_yet')}</p>}
      <ul>
        {items.slice(0, 3).map((item) => (
          <li key={item.id} className="plan-row">
            <ObjectionStateTag state={item.state} />
            <span className="grow ellipsis" title={item.quote}>
              <QuoteBlock text={item.quote} verbatim clamp />
            </span>
            <span className="caption third nowrap">{[contacts.find((one) => one.id === item.contact_id)?.name, item.class && t(`objection_class.${item.class}`)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
