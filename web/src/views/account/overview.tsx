// The first tab of a customer. With a past date chosen it shows where they stood then, and nothing can be changed.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { useList, useWhy } from '~/api/queries';
import type { Account, Call, Contact, Opportunity, Page } from '~/api/types';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { DateField } from '~/components/date_field';
import { Icon } from '~/components/icon';
import { ErrorState, Skeleton } from '~/components/states';
import { isoDate } from '~/format/dates';
import { useFormat } from '~/format/use_format';
import { FilesCard } from '../files/files_card';
import { PositionCard } from '../position/position_card';
import { NextStepsCard } from '../record/next_steps_card';
import { Timeline } from '../record/timeline';
import { OpportunitiesCard } from './opportunities_card';
import { PeopleMap } from './people_map';
import { lastMet } from './relationship';

interface OverviewProps {
  account: Account;
  contacts: UseQueryResult<Page<Contact>>;
  calls: readonly Call[];
  opportunities: UseQueryResult<Page<Opportunity>>;
  readOnly: boolean;
}

export function Overview({ account, contacts, calls, opportunities, readOnly }: OverviewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asOf, setAsOf] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [onlyStage, setOnlyStage] = useState(false);
  const lead = account.lead_opportunity?.id ?? null;
  const past = useWhy('accounts', asOf ? account.id : null, { as_of: asOf });
  const evidence = useList('evidence', lead ? { opportunity_id: lead, limit: 200 } : { account_id: account.id, limit: 200 });
  const all = useList('evidence', { account_id: account.id, limit: 200 });
  const events = useList('stage_events', { opportunity_id: lead, limit: 200 }, { enabled: Boolean(lead) });
  const people = contacts.data?.items ?? [];
  const met = lastMet(calls, all.data?.items ?? []);
  const upTo = asOf ? `${asOf}T23:59:59Z` : null;
  const shown = (items: typeof evidence.data) => items?.items.filter((item) => !upTo || item.observed_at <= upTo);
  const position = asOf ? past.data?.position : account.position;
  const opened = opportunities.data?.items.find((one) => one.id === lead)?.opened_at;

  return (
    <div className="record-grid">
      {asOf && (
        <div className="banner as-of-banner" role="status">
          <Icon name="clock" />
          <span className="grow">{t('account.as_of_shown', { date: format.date(asOf, { year: true }) })}</span>
          <Button small onPress={() => setAsOf(null)}>
            {t('account.back_to_now')}
          </Button>
        </div>
      )}
      <div className="record-column">
        {past.isError && asOf ? (
          <ErrorState error={past.error} onRetry={() => void past.refetch()} />
        ) : position ? (
          <PositionCard
            subject={{ collection: 'accounts', id: account.id }}
            accountId={account.id}
            opportunityId={lead}
            openedAt={opened}
            position={position}
            evidence={shown(evidence.data)}
            trouble={evidence.isError && !evidence.data ? evidence : null}
            events={(events.data?.items ?? []).filter((event) => !upTo || event.at <= upTo)}
            contacts={people}
            asOf={asOf ?? undefined}
            readOnly={readOnly || asOf !== null}
          />
        ) : (
          <Skeleton height={126} />
        )}
        {contacts.isError ? (
          <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
        ) : contacts.isPending ? (
          <Skeleton height={380} />
        ) : (
          <PeopleMap accountId={account.id} contacts={people} met={met} readOnly={readOnly} />
        )}
        <OpportunitiesCard account={account} list={opportunities} readOnly={readOnly} short />
      </div>
      <div className="record-column">
        <NextStepsCard accountId={account.id} readOnly={readOnly} />
        <Card
          title={t('timeline.title')}
          actions={
            <button type="button" className="link caption" aria-pressed={onlyStage} onClick={() => setOnlyStage(!onlyStage)}>
              {t(onlyStage ? 'timeline.everything' : 'timeline.only_stage')}
            </button>
          }
        >
          <Timeline accountId={account.id} onlyStage={onlyStage} short={7} />
          <ButtonLink small variant="ghost" className="link-button" to={`/accounts/${account.id}/timeline`}>
            {t('account.whole_timeline')}
          </ButtonLink>
        </Card>
        <FilesCard place={{ account_id: account.id }} readOnly={readOnly} />
        <Card title={t('account.as_of')}>
          <div className="as-of">
            {choosing || asOf ? (
              <DateField label={t('account.as_of_date')} value={asOf} onChange={(value) => setAsOf(value && Number(value.slice(0, 4)) > 1900 ? value : null)} max={isoDate(new Date())} />
            ) : (
              <>
                <span className="second grow">{t('account.as_of_explained')}</span>
                <Button small icon="calendar" onPress={() => setChoosing(true)}>
                  {t('account.as_of_choose')}
                </Button>
              </>
            )}
          </div>
        </Card>
      </div>
    </div>
  );
}
