// The catalogue: each product with its features, what each helps with in general, and the proof. Benefits are made per deal.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate, useDelete, useList } from '~/api/queries';
import type { Feature } from '~/api/selling';
import type { Product } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { TextField } from '~/components/field';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { undoToast } from '~/components/toast';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';
import { ConflictDialog } from '../record/conflict_dialog';
import { InlineText } from '../record/inline_field';
import { useFieldSave } from '../record/use_field_save';
import { useRun } from '../record/use_run';
import '../opportunity/opportunity.css';
import '../selling/selling.css';
import '../account/account.css';

export default function Products({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation();
  const products = useList('products', { limit: 200 });
  const features = useList('features', { limit: 200 });
  const items = products.data?.items ?? [];
  return (
    <div className="record-column">
      {(products.isPending || features.isPending) && <SkeletonRows rows={6} />}
      {products.isError && !products.data && <ErrorState error={products.error} onRetry={() => void products.refetch()} />}
      {features.isError && !features.data && <ErrorState error={features.error} onRetry={() => void features.refetch()} />}
      {products.data && items.length === 0 && <EmptyState>{t('library.no_products')}</EmptyState>}
      {features.data && items.map((product) => <ProductCard key={product.id} product={product} features={features.data.items.filter((one) => one.product_id === product.id)} readOnly={readOnly} />)}
    </div>
  );
}

function ProductCard({ product, features, readOnly }: { product: Product; features: readonly Feature[]; readOnly: boolean }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title={product.name}
      note={product.family ?? undefined}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setAdding(true)}>
            {t('library.add_feature')}
          </Button>
        )
      }
    >
      {features.length === 0 && <p className="second">{t('library.no_features')}</p>}
      {features.map((feature) => (
        <FeatureRow key={feature.id} feature={feature} readOnly={readOnly} />
      ))}
      {adding && <FeatureForm product={product} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function FeatureRow({ feature, readOnly }: { feature: Feature; readOnly: boolean }) {
  const { t } = useTranslation();
  const run = useRun();
  const remove = useDelete('features');
  const { save, conflict, settle, dismiss } = useFieldSave('features', feature);
  return (
    <section className="rival">
      <div className="row">
        <h3 className="grow">{feature.feature}</h3>
        {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('library.delete_feature', { name: feature.feature })} onPress={() => run(remove.mutateAsync({ id: feature.id, version: feature.version }), t('library.feature_deleted'))} />}
      </div>
      <InlineText label={t('statement_class.feature')} value={feature.feature} onSave={(text) => save({ feature: text ?? '' })} readOnly={readOnly} maxLength={500} />
      <InlineText label={t('statement_class.advantage')} value={feature.advantage} placeholder={t('offer.example_advantage')} onSave={(advantage) => save({ advantage })} multiline readOnly={readOnly} maxLength={500} />
      <InlineText label={t('library.proof')} value={feature.proof} placeholder={t('offer.example_proof')} onSave={(proof) => save({ proof })} multiline readOnly={readOnly} maxLength={1000} />
      <InlineText label={t('library.limits')} value={feature.limits} onSave={(limits) => save({ limits })} multiline readOnly={readOnly} maxLength={1000} />
      <ConflictDialog conflict={conflict} labelOf={(name) => t(`library.${name}`, { defaultValue: name })} show={(name, fields) => String(fields[name] ?? '')} onSettle={(mine) => void settle(mine)} onDismiss={dismiss} />
    </section>
  );
}

function FeatureForm({ product, onClose }: { product: Product; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('features');
  const form = useForm({ feature: '', advantage: '', proof: '' });
  const { values, set } = form;
  const save = async () => {
    if (!values.feature.trim()) return form.refuse('feature', t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({ key, body: { product_id: product.id, feature: values.feature.trim(), advantage: values.advantage.trim() || null, proof: values.proof.trim() || null } });
      undoToast(t('library.feature_added'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('library.add_feature')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={`F · ${t('statement_class.feature')}`} value={values.feature} onChange={(feature) => set('feature', feature)} error={form.errorOf('feature')} placeholder={t('offer.example_feature')} autoFocus maxLength={500} />
      <TextField label={`A · ${t('statement_class.advantage')}`} value={values.advantage} onChange={(advantage) => set('advantage', advantage)} error={form.errorOf('advantage')} placeholder={t('offer.example_advantage')} multiline rows={2} maxLength={500} />
      <TextField label={t('library.proof')} value={values.proof} onChange={(proof) => set('proof', proof)} error={form.errorOf('proof')} placeholder={t('offer.example_proof')} multiline rows={2} maxLength={1000} />
    </FormDialog>
  );
}
