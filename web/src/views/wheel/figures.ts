// The server's wheel as the page shows it: percentages that total 100.0 and the filter by evidence applied.
import type { Money, Stage, Wheel, WheelStage } from '~/api/types';
import { percentsTotalling100 } from '~/format/percent';
import type { WheelFilters } from './filters';

export interface StageFigures {
  stage: Stage;
  index: number;
  count: number;
  proven: number;
  unproven: number;
  stuck: number;
  value: Money[];
  /** 0..100 with one decimal; the column totals 100.0. */
  countPercent: number;
  /** Null where currencies mix: sums of different money are not compared. */
  valuePercent: number | null;
  previousPercent: number | null;
  median: number | null;
  in: number;
  out: number;
  benchmark: number | null;
  faded: boolean;
}

export function stageFigures(wheel: Wheel, filters: Pick<WheelFilters, 'basis' | 'stage'>): StageFigures[] {
  const countOf = (stage: WheelStage) =>
    filters.basis === 'proven' ? stage.proven : filters.basis === 'unproven' ? stage.unproven : stage.count;
  const percents = percentsTotalling100(wheel.stages.map(countOf));
  const valueKnown = filters.basis === null && wheel.stages.some((stage) => stage.value_share !== null);
  const valuePercents = percentsTotalling100(wheel.stages.map((stage) => stage.value_share ?? 0));
  return wheel.stages.map((stage, index) => ({
    stage: stage.stage,
    index,
    count: countOf(stage),
    proven: stage.proven,
    unproven: stage.unproven,
    stuck: stage.stuck,
    value: stage.value,
    countPercent: percents[index] ?? 0,
    valuePercent: valueKnown ? (valuePercents[index] ?? 0) : null,
    previousPercent: filters.basis === null && stage.previous_share !== null ? stage.previous_share * 100 : null,
    median: stage.median_dwell_days,
    in: stage.in,
    out: stage.out,
    benchmark: stage.benchmark,
    faded: filters.stage !== null && filters.stage !== stage.stage,
  }));
}

/** Forward moves that leave each stage, for the knobs. */
export function forwardMoves(wheel: Wheel): number[] {
  return wheel.stages.map((stage) =>
    wheel.moves.filter((move) => move.forward && move.from === stage.stage).reduce((sum, move) => sum + move.count, 0),
  );
}
