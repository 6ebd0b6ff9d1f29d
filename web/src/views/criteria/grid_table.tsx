// The grid itself: the customer's criteria by row, us and the rivals by column.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useCreate, useDelete, useList, usePatch } from '~/api/queries';
import type { Criterion, CriterionScore, Grid, GridItem, GridRival, PersonName, Play } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Menu } from '~/components/menu';
import { Tag, type Tone } from '~/components/tag';
import { toast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { useRun } from '../record/use_run';
import { ScoreCell } from './score_cell';
import './criteria.css';

const playTone: Record<Play, Tone> = { hold: 'ok', fix: 'warn', reframe: 'warn', level: 'plain', raise_weight: 'accent' };

interface GridTableProps {
  opportunity: Opportunity;
  grid: Grid;
  readOnly: boolean;
  onEdit?: (criterion: Criterion) => void;
  /** The first rows only, without what a wide page has room for. */
  short?: number;
  /** Who is meant by the ids; asked for when absent. */
  people?: readonly PersonName[];
}

/** As many as METHOD C14 compares. */
const mostRivals = 4;

export function GridTable({ opportunity, grid, readOnly, onEdit, short, people }: GridTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const run = useRun();
  const patch = usePatch('criteria');
  const remove = useDelete('criteria');
  const contacts = useList('contacts', { account_id: opportunity.account_id, limit: 200 }, { enabled: Boolean(opportunity.account_id) && !people });
  const rivals = grid.rivals.slice(0, mostRivals);
  const names = people ?? contacts.data?.items ?? [];
  const scores = useScores(opportunity.id, !readOnly);
  const set = (item: GridItem, changes: Partial<Criterion>) =>
    patch.mutateAsync({ id: item.id, version: item.version, changes }).catch((error: unknown) => {
      toast(errorText(error, t));
      return undefined;
    });
  return (
    <div className="criteria-scroll">
      <table className="table stacking criteria-table" role="table" aria-label={t('criteria.title')}>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">{t('criteria.customers_criterion')}</th>
            <th scope="col" role="columnheader" className="end">{t('criteria.weight')}</th>
            <th scope="col" role="columnheader">{workspace.name}</th>
            {rivals.map((rival) => (
              <th key={rival.id} scope="col" role="columnheader">
                {rival.name}
              </th>
            ))}
            <th scope="col" role="columnheader">{t('criteria.play')}</th>
            <th scope="col" role="columnheader" className={short ? 'wide-only' : undefined}>
              {t('criteria.proof')}
            </th>
            {!readOnly && (
              <th scope="col" role="columnheader">
                <span className="visually-hidden">{t('criteria.menu')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {grid.items.slice(0, short).map((item) => (
            <tr key={item.id} role="row">
              <th scope="row" role="rowheader">
                {item.name}
                <span className="criteria-meta" hidden={short !== undefined}>
                  {item.target && <span>{item.target}</span>}
                  {item.must_have && <Tag tone={grid.failed_must_haves.includes(item.id) ? 'bad' : 'plain'}>{t(grid.failed_must_haves.includes(item.id) ? 'criteria.must_have_failed' : 'criteria.must_have')}</Tag>}
                  {item.shaped_by_us && <Tag tone="accent">{t('criteria.shaped')}</Tag>}
                  {!item.traced && <Tag tone="warn">{t('criteria.untraced')}</Tag>}
                </span>
              </th>
              <td role="cell" data-label={t('criteria.weight')} className="end">
                <WeightInput item={item} readOnly={readOnly} onSave={(weight) => void set(item, { weight })} />
              </td>
              <td role="cell" data-label={workspace.name}>
                <ScoreCell ours label={t('criteria.score_of', { name: workspace.name, criterion: item.name })} score={item.our_score} readOnly={readOnly} onChange={(our_score) => void set(item, { our_score })} />
              </td>
              {rivals.map((rival) => (
                <td key={rival.id} role="cell" data-label={rival.name}>
                  <ScoreCell label={t('criteria.score_of', { name: rival.name, criterion: item.name })} score={item.scores[rival.id] ?? null} readOnly={readOnly} onChange={(score) => scores.set(item.id, rival.id, score)} />
                </td>
              ))}
              <td role="cell" data-label={t('criteria.play')}>
                {item.play ? <Tag tone={playTone[item.play]}>{t(`criterion_play.${item.play}`)}</Tag> : <span className="third">–</span>}
              </td>
              <td role="cell" data-label={t('criteria.proof')} className={short ? 'caption second wide-only' : 'caption second'}>
                {item.proof ?? names.find((person) => person.id === item.contact_id)?.name ?? '–'}
              </td>
              {!readOnly && (
                <td role="cell">
                  <Menu
                    label={t('criteria.menu')}
                    trigger={<Button small variant="ghost" icon="more" aria-label={`${t('criteria.menu')}: ${item.name}`} />}
                    entries={[
                      { id: 'edit', label: t('common.edit'), icon: 'edit', onAction: () => onEdit?.(item) },
                      { id: 'delete', label: t('common.delete'), icon: 'trash', separated: true, onAction: () => run(remove.mutateAsync({ id: item.id, version: item.version }), t('criteria.deleted')) },
                    ]}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot role="rowgroup">
          <tr role="row">
            <th scope="row" role="rowheader">{t('criteria.total')}</th>
            <td role="cell" data-label={t('criteria.weight')} className="end numeric third">
              {grid.weights_sum === null ? '–' : format.number(grid.weights_sum, 2)}
            </td>
            <td role="cell" data-label={workspace.name} className="numeric bold">
              {ourTotal(rivals, format.number)}
            </td>
            {rivals.map((rival) => (
              <td key={rival.id} role="cell" data-label={rival.name} className="numeric">
                {rival.rival_total === null ? '–' : format.number(rival.rival_total, 2, 2)}
              </td>
            ))}
            <td role="cell" colSpan={readOnly ? 2 : 3}>
              <Lead rivals={rivals} />
            </td>
          </tr>
        </tfoot>
      </table>
      {grid.rivals.length > mostRivals && <p className="caption third">{t('criteria.first_rivals', { n: mostRivals, of: grid.rivals.length })}</p>}
    </div>
  );
}

/** Over the rows both sides have a score for; with one rival that is the figure to compare with. */
export function ourTotal(rivals: readonly GridRival[], number: (value: number, fraction?: number, least?: number) => string): string {
  const totals = rivals.map((rival) => rival.our_total).filter((total): total is number => total !== null);
  return totals.length === 0 ? '–' : number(totals[0] ?? 0, 2, 2);
}

/** How far ahead of the strongest rival, as the customer sees it. */
export function Lead({ rivals }: { rivals: readonly GridRival[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = rivals.filter((rival) => rival.our_total !== null && rival.rival_total !== null);
  const strongest = [...known].sort((a, b) => (b.rival_total ?? 0) - (a.rival_total ?? 0))[0];
  if (!strongest) return null;
  const lead = (strongest.our_total ?? 0) - (strongest.rival_total ?? 0);
  const text = format.number(Math.abs(lead), 2, 2);
  return <span className={lead >= 0 ? 'caption ok' : 'caption bad'}>{t(lead >= 0 ? 'criteria.ahead' : 'criteria.behind', { by: text, rival: strongest.name })}</span>;
}

/** Creates, changes or removes the score of a rival on a criterion. */
function useScores(opportunityId: string, enabled: boolean) {
  const { t } = useTranslation();
  const list = useList('criterion_scores', { opportunity_id: opportunityId, limit: 200 }, { enabled });
  const create = useCreate('criterion_scores');
  const patch = usePatch('criterion_scores');
  const remove = useDelete('criterion_scores');
  const find = (criterionId: string, rivalId: string): CriterionScore | undefined => list.data?.items.find((one) => one.criterion_id === criterionId && one.competitor_id === rivalId);
  const set = (criterionId: string, rivalId: string, score: number | null) => {
    const there = find(criterionId, rivalId);
    const work =
      score === null
        ? there && remove.mutateAsync({ id: there.id, version: there.version })
        : there
          ? patch.mutateAsync({ id: there.id, version: there.version, changes: { score } })
          : create.mutateAsync({ body: { criterion_id: criterionId, competitor_id: rivalId, score } });
    Promise.resolve(work).catch((error: unknown) => toast(errorText(error, t)));
  };
  return { set };
}

/** Weights brought to a sum of 100 have no end: a third is shown as 33.3. */
const rounded = (weight: number) => Math.round(weight * 10) / 10;

function WeightInput({ item, readOnly, onSave }: { item: GridItem; readOnly: boolean; onSave: (weight: number | null) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  if (readOnly) return <b className="numeric">{item.weight === null ? '–' : rounded(item.weight)}</b>;
  const finish = () => {
    if (text === null) return;
    const weight = text.trim() === '' ? null : Number(text.replace(/[%％]$/, ''));
    setText(null);
    if (weight !== null && (!Number.isFinite(weight) || weight < 0)) return toast(t('criteria.bad_weight'));
    if (weight !== (item.weight === null ? null : rounded(item.weight))) onSave(weight);
    return undefined;
  };
  return (
    <input
      className="field-input weight-input"
      inputMode="decimal"
      aria-label={t('criteria.weight_of', { criterion: item.name })}
      value={text ?? (item.weight === null ? '' : String(rounded(item.weight)))}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}
