// One call at a glance beside the list.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useList, useRecord } from '~/api/queries';
import type { Call } from '~/api/types';
import { useFormat } from '~/format/use_format';
import { OutcomeTag } from './call_table';
import { CommitmentRow } from './commitments';

export function CallPeek({ call }: { call: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useRecord('accounts', call.account_id);
  const commitments = useList('commitments', { call_id: call.id, limit: 50 });
  return (
    <>
      <OutcomeTag call={call} />
      <dl className="facts">
        <dt>{t('calls.when')}</dt>
        <dd>{format.dateTime(call.held_at)}</dd>
        {account.data && (
          <>
            <dt>{t('object.account')}</dt>
            <dd>
              <Link className="link" to={`/accounts/${account.data.id}`}>
                {account.data.name}
              </Link>
            </dd>
          </>
        )}
        <dt>{t('field_name.objective')}</dt>
        <dd>{call.objective ?? t(call.noted_afterwards ? 'calls.noted_afterwards' : 'calls.no_objective')}</dd>
        {call.summary && (
          <>
            <dt>{t('field_name.summary')}</dt>
            <dd>{call.summary}</dd>
          </>
        )}
      </dl>
      <section>
        <h3>{t('calls.commitments')}</h3>
        <ul>
          {(commitments.data?.items ?? []).map((item) => (
            <CommitmentRow key={item.id} item={item} readOnly />
          ))}
        </ul>
        {commitments.data?.items.length === 0 && <p className="second">{t('calls.no_commitment')}</p>}
      </section>
    </>
  );
}
