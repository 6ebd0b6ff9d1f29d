// What the customer brings against us, in their words: where each stands, what it calls for, what came before it.
// Blocking and open ones first.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDelete, useList, usePatch, useView } from '~/api/queries';
import { objectionClasses, oppositionCauses, type Objection, type ObjectionNumbers, type ObjectionState } from '~/api/selling';
import type { Contact, Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Menu } from '~/components/menu';
import { QuoteBlock } from '~/components/quote_block';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { useRun } from '../record/use_run';
import { ObjectionStateTag } from '../selling/marks';
import { NumbersCard } from './numbers_card';
import { ObjectionForm } from './objection_form';
import { ObjectionMoveForm } from './objection_move_form';
import { orderObjections } from './objection_logic';
import './objections.css';
import '../selling/selling.css';

export default function ObjectionsTab({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const list = useList('objections', { opportunity_id: opportunity.id, limit: 200 });
  const contacts = useList('contacts', { account_id: opportunity.account_id, limit: 200 }, { enabled: Boolean(opportunity.account_id) });
  const numbers = useView<ObjectionNumbers>('/objection_numbers', { opportunity_id: opportunity.id });
  const [adding, setAdding] = useState(false);
  const items = orderObjections(list.data?.items ?? []);
  return (
    <div className="record-grid">
      <Card
        title={t('objections.title')}
        note={t('objections.note')}
        actions={
          !readOnly && (
            <Button small variant="primary" icon="plus" onPress={() => setAdding(true)}>
              {t('objections.add')}
            </Button>
          )
        }
      >
        {list.isPending && <SkeletonRows rows={4} height={48} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && <EmptyState>{t('objections.empty')}</EmptyState>}
        <ul>
          {items.map((item) => (
            <ObjectionRow key={item.id} item={item} contacts={contacts.data?.items ?? []} readOnly={readOnly} />
          ))}
        </ul>
      </Card>
      <div className="record-column">{numbers.data && <NumbersCard numbers={numbers.data} />}</div>
      <ObjectionForm isOpen={adding} onClose={() => setAdding(false)} accountId={opportunity.account_id} opportunityId={opportunity.id} />
    </div>
  );
}

export function ObjectionRow({ item, contacts, readOnly }: { item: Objection; contacts: readonly Contact[]; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const patch = usePatch('objections');
  const remove = useDelete('objections');
  const [move, setMove] = useState<ObjectionState | null>(null);
  const who = contacts.find((person) => person.id === item.contact_id);
  const change = (changes: Partial<Objection>) => run(patch.mutateAsync({ id: item.id, version: item.version, changes }), t('common.saved'));
  return (
    <li className="selling-row objection-row">
      <div className="row-text">
        <QuoteBlock text={item.quote} verbatim />
        <div className="row-meta caption third">
          <ObjectionStateTag state={item.state} />
          {item.blocking && item.open && <Tag tone="bad">{t('objections.blocking')}</Tag>}
          {item.class && <Tag>{t(`objection_class.${item.class}`)}</Tag>}
          {item.wants_cause && item.open && <Tag tone="warn">{t('objections.no_cause')}</Tag>}
          {item.cause && <Tag tone="hollow">{t(`opposition_cause.${item.cause}`)}</Tag>}
          {who && <span>{who.name}</span>}
          <span className="numeric">{format.date(item.raised_at)}</span>
          {item.trigger_class && <span>{t('objections.after', { class: t(`statement_class.${item.trigger_class}`) })}</span>}
          {item.loops > 0 && <span>{t('objections.loops', { count: item.loops })}</span>}
          {item.deferred_until && item.state === 'deferred' && <span>{t('objections.until', { date: format.date(item.deferred_until) })}</span>}
        </div>
        {item.open && (item.treatment || item.root_treatment) && (
          <p className="objection-advice">
            {item.treatment && <span>{t(`objection_treatment.${item.treatment}`)}</span>} {item.root_treatment && <span className="second">{t(`opposition_treatment.${item.root_treatment}`)}</span>}
          </p>
        )}
        {item.response && <p className="caption second">{t('objections.we_said', { text: item.response })}</p>}
        {item.acknowledgement && <p className="caption ok">{t('objections.they_said', { text: item.acknowledgement })}</p>}
        {item.reason && item.state === 'unresolved' && <p className="caption second">{t('objections.because', { text: item.reason })}</p>}
        {!readOnly && item.moves.length > 0 && (
          <div className="chip-row objection-moves" role="group" aria-label={t('objections.next')}>
            {item.moves.map((to) => (
              <Button key={to} small onPress={() => setMove(to)}>
                {t(`objections.to_${to}`)}
              </Button>
            ))}
          </div>
        )}
      </div>
      {!readOnly && (
        <Menu
          label={t('objections.menu')}
          trigger={<Button small variant="ghost" icon="more" aria-label={`${t('objections.menu')}: ${item.quote}`} />}
          entries={[
            { id: 'blocking', label: t('objections.blocking'), checked: item.blocking, onAction: () => change({ blocking: !item.blocking }) },
            ...objectionClasses.map((value, index) => ({ id: `class-${value}`, label: t(`objection_class.${value}`), checked: item.class === value, separated: index === 0, onAction: () => change({ class: value }) })),
            ...oppositionCauses.map((value, index) => ({ id: `cause-${value}`, label: t(`opposition_cause.${value}`), checked: item.cause === value, separated: index === 0, onAction: () => change({ cause: value }) })),
            { id: 'delete', label: t('common.delete'), icon: 'trash', separated: true, onAction: () => run(remove.mutateAsync({ id: item.id, version: item.version }), t('objections.deleted')) },
          ]}
        />
      )}
      {move && <ObjectionMoveForm objection={item} to={move} onClose={() => setMove(null)} />}
    </li>
  );
}
