// The buying processes of one customer, the open ones first; the lead one can be pinned.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import { errorText } from '~/api/errors';
import { usePatch } from '~/api/queries';
import type { Account, Money, Opportunity, Page } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { StageChip, StageMark } from '~/components/stage_chip';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { OpportunityForm } from '../forms/opportunity_form';
import { usePhone } from '../lists/use_viewport';

interface OpportunitiesCardProps {
  account: Account;
  list: UseQueryResult<Page<Opportunity>>;
  readOnly: boolean;
  /** Only the open ones. */
  short?: boolean;
}

/** Sums by currency, never across them; what has no amount adds nothing. */
export function sumByCurrency(opportunities: readonly { amount_minor: number | null; currency: string | null }[]): Money[] {
  const sums = new Map<string, number>();
  for (const { amount_minor, currency } of opportunities) {
    if (amount_minor !== null && currency) sums.set(currency, (sums.get(currency) ?? 0) + amount_minor);
  }
  return [...sums].map(([currency, amount_minor]) => ({ currency, amount_minor })).sort((a, b) => b.amount_minor - a.amount_minor);
}

export function OpportunitiesCard({ account, list, readOnly, short }: OpportunitiesCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const phone = usePhone();
  const [creating, setCreating] = useState(false);
  const patch = usePatch('accounts');
  const all = list.data?.items ?? [];
  const lead = account.lead_opportunity?.id;
  const open = all
    .filter((one) => one.result === 'open')
    .sort((a, b) => Number(b.id === lead) - Number(a.id === lead) || (b.amount_minor ?? 0) - (a.amount_minor ?? 0));
  const rows = short ? open : [...open, ...all.filter((one) => one.result !== 'open')];
  const pin = (id: string | null) => {
    patch.mutateAsync({ id: account.id, version: account.version, changes: { pinned_opportunity_id: id } }).then(
      (answer) => undoToast(t(id ? 'account.lead_pinned' : 'account.lead_unpinned'), answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <Card
      title={t('app.opportunities')}
      note={list.data && t('account.open_sum', { count: open.length, value: format.moneyList(sumByCurrency(open)) })}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setCreating(true)}>
            {t('opportunities.new')}
          </Button>
        )
      }
    >
      {list.isPending && <SkeletonRows rows={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <EmptyState>{t('account.no_opportunity')}</EmptyState>}
      {phone && rows.length > 0 && (
        <ul>
          {rows.map((row) => (
            <DealCard key={row.id} row={row} />
          ))}
        </ul>
      )}
      {!phone && rows.length > 0 && (
        <div className="table-scroll">
          <table className="table record-table" aria-label={t('app.opportunities')}>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Link to={`/opportunities/${row.id}`} className="title-link">
                      {row.name}
                    </Link>{' '}
                    {row.id === account.lead_opportunity?.id && open.length > 1 && <Tag>{t(account.pinned_opportunity_id === row.id ? 'account.lead_pinned_tag' : 'accounts.lead')}</Tag>}
                  </td>
                  <td>
                    <StageChip stage={row.position.stage} basis={row.position.basis} />
                  </td>
                  <td className="second nowrap wide-only">{row.seller_step ? t('account.step_is', { step: t(`seller_step.${row.seller_step}`) }) : ''}</td>
                  <td className="end numeric nowrap bold">{format.amount(row.amount_minor, row.currency)}</td>
                  <td className="end numeric nowrap second">{row.result !== 'open' ? <Tag tone={row.result === 'won' ? 'ok' : 'plain'}>{t(`result.${row.result}`)}</Tag> : row.expected_close ? format.date(row.expected_close, { year: true }) : '–'}</td>
                  <td className={row.next_step || row.result !== 'open' ? 'end second' : 'end bad'}>{row.next_step ? `${row.next_step.due_on ? `${format.date(row.next_step.due_on)} ` : ''}${row.next_step.text}` : row.result === 'open' ? t('accounts.no_next_step') : ''}</td>
                  {!readOnly && open.length > 1 && (
                    <td className="end">
                      {row.result === 'open' && (
                        <Button
                          small
                          variant="ghost"
                          icon="pin"
                          className={account.pinned_opportunity_id === row.id ? 'accent' : undefined}
                          aria-label={t(account.pinned_opportunity_id === row.id ? 'account.unpin_lead' : 'account.pin_lead', { name: row.name })}
                          onPress={() => pin(account.pinned_opportunity_id === row.id ? null : row.id)}
                        />
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <OpportunityForm isOpen={creating} onClose={() => setCreating(false)} account={{ id: account.id, name: account.name }} />
    </Card>
  );
}

/** Two lines on a phone: what it is and how much, then what comes next. */
function DealCard({ row }: { row: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const closed = row.result !== 'open';
  return (
    <li className="deal-card">
      <Link to={`/opportunities/${row.id}`} className="row">
        <StageMark stage={row.position.stage} basis={row.position.basis} />
        <b className="grow">{row.name}</b>
        <span className="numeric second caption nowrap">{format.amount(row.amount_minor, row.currency)}</span>
      </Link>
      <div className={closed || row.next_step ? 'caption third' : 'caption bad'}>
        {closed ? t(`result.${row.result}`) : row.next_step ? `${row.next_step.due_on ? `${format.date(row.next_step.due_on)} ` : ''}${row.next_step.text}` : t('accounts.no_next_step')}
      </div>
    </li>
  );
}
