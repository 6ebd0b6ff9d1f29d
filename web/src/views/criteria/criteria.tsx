// The customer's criteria with their weights, our score and each rival's as the customer sees them, what to play on each
// row, and what it adds up to (C14). Weights that do not make 100 are kept; making them 100 is offered.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useView } from '~/api/queries';
import type { Criterion, Grid } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useKeys } from '~/app/keys';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { CompetitorForm } from '../forms/competitor_form';
import { CompetitorsCard } from '../opportunity/competitors_card';
import { useRun } from '../record/use_run';
import { CriterionForm } from './criterion_form';
import { GridTable } from './grid_table';
import './criteria.css';

export default function CriteriaTab({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const grid = useView<Grid>(`/opportunities/${opportunity.id}/criteria`);
  const [form, setForm] = useState<{ criterion: Criterion | null } | null>(null);
  const [naming, setNaming] = useState(false);
  const normalise = useAct<Grid>();
  const run = useRun();
  useKeys(readOnly ? {} : { r: () => setForm({ criterion: null }) });
  const data = grid.data;
  return (
    <div className="record-column">
      <Card
        title={t('criteria.title')}
        note={t('criteria.scale')}
        actions={
          !readOnly && (
            <>
              {data && data.rivals.length < 4 && (
                <Button small icon="plus" onPress={() => setNaming(true)}>
                  {t('criteria.add_rival')}
                </Button>
              )}
              <Button small variant="primary" icon="plus" onPress={() => setForm({ criterion: null })}>
                {t('criteria.add')}
              </Button>
            </>
          )
        }
      >
        {grid.isPending && <SkeletonRows rows={6} />}
        {grid.isError && !data && <ErrorState error={grid.error} onRetry={() => void grid.refetch()} />}
        {data && data.items.length === 0 && <EmptyState>{t('criteria.empty')}</EmptyState>}
        {data && data.items.length > 0 && (
          <>
            {!data.weights_normal && data.weights_sum !== null && (
              <div className="banner warn weights-banner" role="status">
                <span className="grow">{t('criteria.weights_sum', { sum: format.number(data.weights_sum, 2) })}</span>
                {!readOnly && (
                  <Button small isPending={normalise.isPending} onPress={() => run(normalise.mutateAsync({ path: `/opportunities/${opportunity.id}/criteria/normalise`, body: {} }), t('criteria.normalised'))}>
                    {t('criteria.normalise')}
                  </Button>
                )}
              </div>
            )}
            <GridTable opportunity={opportunity} grid={data} readOnly={readOnly} onEdit={(criterion) => setForm({ criterion })} />
          </>
        )}
      </Card>
      <div className="criteria-below">
        {data && data.items.length > 0 && <Reading grid={data} />}
        <CompetitorsCard opportunityId={opportunity.id} readOnly={readOnly} />
      </div>
      {form && <CriterionForm opportunity={opportunity} criterion={form.criterion} onClose={() => setForm(null)} />}
      <CompetitorForm isOpen={naming} onClose={() => setNaming(false)} opportunityId={opportunity.id} />
    </div>
  );
}

function Reading({ grid }: { grid: Grid }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('criteria.reading')}>
      <div className="figure-list">
        {grid.weakest && (
          <div className="figure-row">
            <Tag tone={grid.weakest.gap < 0 ? 'bad' : 'warn'}>{t('criteria.weakest')}</Tag>
            <span>{grid.weakest.name}</span>
            <b className="numeric">{format.delta(grid.weakest.gap)}</b>
          </div>
        )}
        {grid.rivals.map((rival) => (
          <div key={rival.id} className="figure-row">
            <span>{t('criteria.advantage_over', { name: rival.name })}</span>
            {rival.red && <Tag tone="bad">{t('criteria.must_have_failed')}</Tag>}
            {rival.known_share !== null && rival.known_share < 1 && <span className="caption third">{t('criteria.known_share', { percent: format.percent(rival.known_share, 0) })}</span>}
            <b className={rival.advantage !== null && rival.advantage < 0 ? 'numeric bad' : 'numeric'}>{rival.advantage === null ? '–' : format.delta(rival.advantage, 2)}</b>
            <RuleWhy rule="C14" title={t('criteria.advantage_over', { name: rival.name })} input={() => rival.input} />
          </div>
        ))}
        <div className="figure-row">
          <span className="second">{t('criteria.influence')}</span>
          <b className="numeric">{grid.influence_index === null ? '–' : format.percent(grid.influence_index, 0)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('criteria.traced')}</span>
          <b className="numeric">{grid.traced_share === null ? '–' : format.percent(grid.traced_share, 0)}</b>
        </div>
      </div>
    </Card>
  );
}
