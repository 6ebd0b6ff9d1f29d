// The smaller cards of the cockpit: criteria against rivals, value, the plan of both sides, objections. Each leads to its
// page.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Cockpit } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { QuoteBlock } from '~/components/quote_block';
import { EmptyState } from '~/components/states';
import { Tag } from '~/components/tag';
import { daysBetween, isoDate, parseMoment } from '~/format/dates';
import { useFormat } from '~/format/use_format';
import { GridTable } from '../criteria/grid_table';
import { NextStepForm } from '../forms/next_step_form';
import { useUsers } from '../record/use_users';
import { ObjectionStateTag } from '../selling/marks';
import { Waterfall } from '../value/waterfall';
import { isEmptyCard } from './card_layout';
import { EmptyLine } from './empty_line';
import { mutualPlan } from './mutual_plan';

interface CardProps {
  opportunity: Opportunity;
  data: Cockpit;
  readOnly: boolean;
}

const fewCriteria = 6;

export function CriteriaCard({ opportunity, data, readOnly }: CardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const grid = data.criteria;
  const to = `/opportunities/${opportunity.id}/criteria`;
  const more = grid.items.length - fewCriteria;
  if (isEmptyCard('criteria', data)) {
    return (
      <EmptyLine
        title={t('cockpit.criteria')}
        action={
          !readOnly && (
            <ButtonLink small to={to}>
              {t('criteria.add')}
            </ButtonLink>
          )
        }
      >
        {t('criteria.empty')}
      </EmptyLine>
    );
  }
  return (
    <Card
      title={t('cockpit.criteria')}
      other={format.language === 'zh-CN' ? 'Criteria vs. competitors' : '决策标准与对手'}
      otherLanguage={format.other}
      actions={
        <>
          <span className="caption third scale-hint">{t('criteria.scale')}</span>
          <Link className="link caption" to={to}>
            {more > 0 ? t('cockpit.more_criteria', { count: more }) : t('common.open')}
          </Link>
        </>
      }
    >
      <GridTable opportunity={opportunity} grid={grid} readOnly short={fewCriteria} people={data.people} />
    </Card>
  );
}

export function ValueCard({ opportunity, data, readOnly }: CardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { value, buyer } = data;
  const to = `/opportunities/${opportunity.id}/value`;
  if (isEmptyCard('value', data)) {
    return (
      <EmptyLine
        title={t('cockpit.value')}
        action={
          !readOnly && (
            <ButtonLink small to={to}>
              {t('value.add')}
            </ButtonLink>
          )
        }
      >
        {t('value.empty')}
      </EmptyLine>
    );
  }
  return (
    <Card title={t('cockpit.value')} note={value.count > 0 ? t('value.first_year') : undefined} actions={buyer.type ? <Tag>{t(`buyer_type.${buyer.type}`)}</Tag> : undefined}>
      {value.count === 0 && <EmptyState action={!readOnly && <ButtonLink to={to}>{t('value.add')}</ButtonLink>}>{t('value.empty')}</EmptyState>}
      {value.error && <p className="warn">{t(`value.error_${value.error}`)}</p>}
      {value.waterfall.length > 0 && (
        <>
          <Waterfall steps={value.waterfall} currency={value.currency} height={150} />
          <div className="row caption second cockpit-value-line">
            <span>
              {t('value.npv_over', { n: value.years })} <b className="numeric">{value.npv === null || !value.currency ? '–' : format.money({ amount_minor: Math.round(value.npv), currency: value.currency })}</b>
            </span>
            <span>
              {t('value.payback')} <b className="numeric">{value.payback === null ? t('value.never') : t('value.years', { n: format.number(value.payback, 1) })}</b>
            </span>
            <span>
              {t('value.confirmed')} <b className="numeric">{t('value.confirmed_of', { n: value.confirmed.n, of: value.confirmed.of })}</b>
            </span>
            <span className="grow" />
            <Link className="link" to={to}>
              {t('cockpit.open_value')}
            </Link>
          </div>
        </>
      )}
      {buyer.alarms.map((alarm) => (
        <p key={alarm} className="caption warn">
          {t(`buyer_alarm.${alarm}`)}
        </p>
      ))}
    </Card>
  );
}

const fewSteps = 5;

export function MutualPlanCard({ opportunity, data, readOnly }: CardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const [adding, setAdding] = useState(false);
  const rows = mutualPlan(data.next_steps, [...data.promises.theirs, ...data.promises.ours], data.planned_calls).slice(0, fewSteps);
  const today = isoDate(new Date());
  const left = opportunity.expected_close ? daysBetween(new Date(), parseMoment(opportunity.expected_close)) : null;
  const form = <NextStepForm isOpen={adding} onClose={() => setAdding(false)} opportunityId={opportunity.id} accountId={opportunity.account_id} />;
  if (isEmptyCard('plan', data)) {
    return (
      <>
        <EmptyLine
          title={t('cockpit.plan')}
          action={
            !readOnly && (
              <Button small onPress={() => setAdding(true)}>
                {t('forms.next_step')}
              </Button>
            )
          }
        >
          {t('steps.empty')}
        </EmptyLine>
        {form}
      </>
    );
  }
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
      {rows.length === 0 && <p className="second">{t('steps.empty')}</p>}
      <ul>
        {rows.map((row) => {
          const late = row.day !== null && row.day < today;
          const text = row.text || (row.action ? t(`commitment_action.${row.action}`) : '');
          const who = row.side === 'theirs' ? (data.people.find((one) => one.id === row.person)?.name ?? t('commitment_who.customer')) : (users.nameOf(row.person) ?? t('commitment_who.us'));
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
      {form}
    </Card>
  );
}

export function ObjectionsCard({ opportunity, data }: Omit<CardProps, 'readOnly'>) {
  const { t } = useTranslation();
  const items = data.objections.open;
  if (isEmptyCard('objections', data)) {
    return (
      <EmptyLine
        title={t('objections.title')}
        action={
          <ButtonLink small to={`/opportunities/${opportunity.id}/objections`}>
            {t('common.open')}
          </ButtonLink>
        }
      >
        {t('objections.none_open')}
      </EmptyLine>
    );
  }
  return (
    <Card
      title={t('objections.title')}
      actions={
        <Link className="link caption" to={`/opportunities/${opportunity.id}/objections`}>
          {t('common.all')}
        </Link>
      }
    >
      <ul>
        {items.slice(0, 3).map((item) => (
          <li key={item.id} className="plan-row">
            <ObjectionStateTag state={item.state} />
            <span className="grow ellipsis" title={item.quote}>
              <QuoteBlock text={item.quote} verbatim clamp />
            </span>
            <span className="caption third nowrap">{[data.people.find((one) => one.id === item.contact_id)?.name, item.class && t(`objection_class.${item.class}`)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
