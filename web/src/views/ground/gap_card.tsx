// Current and ideal on the customer's scale of satisfaction, one line a dimension: where they stand, what they wish for, what we
// promised and what was measured; who said so, and what a year of the gap costs (rule C21).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GapDimension, GapView } from '~/api/ground';
import { useDelete, useView } from '~/api/queries';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { useRun } from '../record/use_run';
import { axisMarks } from './axis';
import { GapForm } from './gap_form';
import './ground.css';
import '../selling/selling.css';
import '../value/value.css';

interface GapCardProps {
  accountId: string | null;
  /** Of one deal; without it everything of the customer. */
  opportunityId?: string;
  readOnly: boolean;
}

export function GapCard({ accountId, opportunityId, readOnly }: GapCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form, setForm] = useState<{ dimension: GapDimension | null } | null>(null);
  const view = useView<GapView>(opportunityId ? `/opportunities/${opportunityId}/gap` : `/accounts/${accountId}/gap`);
  const data = view.data;
  return (
    <Card
      title={t('ground.gap')}
      other={format.language === 'zh-CN' ? 'Current → ideal' : '现状 → 理想'}
      otherLanguage={format.other}
      actions={
        <>
          {data && data.gap !== null && <RuleWhy rule="C21" title={t('ground.gap')} input={() => data.input} />}
          {!readOnly && (
            <Button small icon="plus" onPress={() => setForm({ dimension: null })}>
              {t('ground.add_dimension')}
            </Button>
          )}
        </>
      }
    >
      {view.isPending && <SkeletonRows rows={4} height={56} />}
      {view.isError && !data && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {data && data.dimensions.length === 0 && <EmptyState>{t('ground.gap_empty')}</EmptyState>}
      {data && data.dimensions.length > 0 && (
        <>
          <GapFigures view={data} />
          <p className="gap-key caption third">
            <span className="gap-mark now" aria-hidden="true" /> {t('ground.now')} <span className="gap-mark ideal" aria-hidden="true" /> {t('ground.ideal')} <span className="gap-mark promised" aria-hidden="true" /> {t('ground.promised')}{' '}
            <span className="gap-mark measured" aria-hidden="true" /> {t('ground.measured')}
          </p>
          <ul>
            {data.dimensions.map((dimension) => (
              <Dimension key={dimension.id} dimension={dimension} readOnly={readOnly} onEdit={() => setForm({ dimension })} />
            ))}
          </ul>
        </>
      )}
      {form && <GapForm accountId={accountId} opportunityId={form.dimension?.opportunity_id ?? opportunityId ?? null} dimension={form.dimension} onClose={() => setForm(null)} />}
    </Card>
  );
}

function GapFigures({ view }: { view: GapView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = (value: number | null) => (value === null ? '–' : format.percent(value, 0));
  return (
    <dl className="value-figures gap-figures">
      <div className="value-figure">
        <dt>{t('ground.gap_index')}</dt>
        <dd>
          {view.gap === null ? '–' : format.number(view.gap, 1)}
          {view.gap_percent !== null && <span className="caption third"> {t('ground.of_ideal', { percent: format.percent(view.gap_percent / 100, 0) })}</span>}
        </dd>
      </div>
      <div className="value-figure">
        <dt>{t('ground.cover')}</dt>
        <dd>{share(view.cover)}</dd>
      </div>
      <div className="value-figure">
        <dt>{t('ground.realised')}</dt>
        <dd>{share(view.realised)}</dd>
      </div>
      <div className="value-figure">
        <dt>{t('ground.confirmed_dimensions')}</dt>
        <dd>{t('value.confirmed_of', { n: view.confirmed.n, of: view.confirmed.of })}</dd>
      </div>
      {view.yearly.map((sum) => (
        <div key={sum.currency} className="value-figure">
          <dt>{t('ground.yearly')}</dt>
          <dd>{format.amount(sum.amount_minor, sum.currency)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Dimension({ dimension, readOnly, onEdit }: { dimension: GapDimension; readOnly: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const remove = useDelete('problems');
  const marks = axisMarks(dimension);
  const measure = (value: string | null, level: number | null) => value ?? (level === null ? '–' : format.number(level, 1));
  const said = t('ground.levels_said', {
    now: dimension.level_now === null ? '–' : format.number(dimension.level_now, 1),
    ideal: dimension.level_ideal === null ? '–' : format.number(dimension.level_ideal, 1),
  });
  return (
    <li className="gap-row">
      <div className="gap-name">
        {readOnly ? (
          <b>{dimension.name}</b>
        ) : (
          <button type="button" className="row-open bold" onClick={onEdit}>
            {dimension.name}
          </button>
        )}
        <div className="row-meta caption third">
          <Tag tone={dimension.confirmed_at ? 'ok' : 'warn'}>{t(dimension.confirmed_at ? 'ground.customer_confirmed' : 'ground.our_estimate')}</Tag>
          {dimension.no_need && <Tag>{t('ground.no_need')}</Tag>}
          {dimension.share > 0 && <span className="numeric">{t('ground.weighs', { percent: format.percent(dimension.share, 0) })}</span>}
          {dimension.contact && <span>{dimension.contact.name}</span>}
        </div>
      </div>
      <div className="gap-measure">
        <span className="numeric">
          {measure(dimension.value_now, dimension.level_now)} <span className="third">→</span> <b>{measure(dimension.value_ideal, dimension.level_ideal)}</b>
        </span>
        {dimension.unit && <span className="caption third"> {dimension.unit}</span>}
        {dimension.yearly_value_minor !== null && <span className="caption second block numeric">{t('ground.a_year', { amount: format.amount(dimension.yearly_value_minor, dimension.currency) })}</span>}
      </div>
      <div className="gap-axis" role="img" aria-label={said}>
        {marks.bar && <span className="gap-bar" style={{ left: `${marks.bar.from}%`, width: `${marks.bar.width}%` }} />}
        {marks.closed && <span className="gap-bar closed" style={{ left: `${marks.closed.from}%`, width: `${marks.closed.width}%` }} />}
        {marks.points.map((point) => (
          <span key={point.kind} className={`gap-mark ${point.kind}`} style={{ left: `${point.at}%` }} />
        ))}
      </div>
      <div className="gap-parts caption">
        {dimension.parts.length > 0 ? (
          <span className="second">{t('ground.closed_by', { names: dimension.parts.map((part) => part.name).join(format.language === 'zh-CN' ? '、' : ', ') })}</span>
        ) : dimension.gap !== null && dimension.gap > 0 ? (
          <span className="third">{t('ground.closed_by_nothing')}</span>
        ) : null}
      </div>
      {!readOnly && (
        <Button small variant="ghost" icon="trash" className="gap-delete" aria-label={t('needs.delete_problem', { name: dimension.name })} onPress={() => run(remove.mutateAsync({ id: dimension.id, version: dimension.version }), t('needs.problem_deleted'))} />
      )}
    </li>
  );
}
