// Whom or what the customer could choose instead. "Do nothing" counts: it wins more often than any rival.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useDelete, useList } from '~/api/queries';
import type { Competitor } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { CompetitorForm } from '../forms/competitor_form';
import { ConflictDialog } from '../record/conflict_dialog';
import { InlineText } from '../record/inline_field';
import { useFieldSave } from '../record/use_field_save';

export function CompetitorsCard({ opportunityId, readOnly }: { opportunityId: string; readOnly: boolean }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const list = useList('competitors', { opportunity_id: opportunityId, limit: 50 });
  const items = list.data?.items ?? [];
  return (
    <Card
      title={t('opportunity.competitors')}
      actions={
        !readOnly && (
          <Button small variant="ghost" className="link-button" onPress={() => setAdding(true)}>
            {t('common.add')}
          </Button>
        )
      }
    >
      {list.isPending && <SkeletonRows rows={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <p className="second">{t('opportunity.no_competitor')}</p>}
      {items.map((item) => (
        <CompetitorRow key={item.id} item={item} readOnly={readOnly} />
      ))}
      <CompetitorForm isOpen={adding} onClose={() => setAdding(false)} opportunityId={opportunityId} />
    </Card>
  );
}

function CompetitorRow({ item, readOnly }: { item: Competitor; readOnly: boolean }) {
  const { t } = useTranslation();
  const remove = useDelete('competitors');
  const { save, conflict, settle, dismiss } = useFieldSave('competitors', item);
  const drop = () => {
    remove.mutateAsync({ id: item.id, version: item.version }).then(
      (answer) => undoToast(t('people.deleted', { name: item.name }), answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <section className="rival">
      <div className="row">
        <h3 className="grow ellipsis">{item.name}</h3>
        <Tag tone={item.kind === 'rival' ? 'opponent' : 'plain'}>{t(`competitor_kind.${item.kind}`)}</Tag>
        {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('opportunity.delete_competitor', { name: item.name })} onPress={drop} />}
      </div>
      <InlineText label={t('forms.strengths')} value={item.strengths} onSave={(strengths) => save({ strengths })} multiline readOnly={readOnly} />
      <InlineText label={t('forms.weaknesses')} value={item.weaknesses} onSave={(weaknesses) => save({ weaknesses })} multiline readOnly={readOnly} />
      <InlineText label={t('forms.claims')} value={item.claims} onSave={(claims) => save({ claims })} multiline readOnly={readOnly} />
      <ConflictDialog conflict={conflict} labelOf={(field) => t(`field_name.${field}`, { defaultValue: field })} show={(field, fields) => String(fields[field] ?? '')} onSettle={(mine) => void settle(mine)} onDismiss={dismiss} />
    </section>
  );
}
