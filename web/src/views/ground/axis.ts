// Where the marks of a gap dimension stand on its axis of 0..10, in per cent.
import type { GapDimension } from '~/api/ground';

const highest = 10;
const at = (level: number) => (level / highest) * 100;

export interface AxisMarks {
  /** From now to the ideal; null where there is no gap, or nobody knows. */
  bar: { from: number; width: number } | null;
  /** What of it is promised. */
  closed: { from: number; width: number } | null;
  points: { kind: 'now' | 'ideal' | 'promised' | 'measured'; at: number }[];
}

export function axisMarks({ level_now, level_ideal, level_promised, level_measured }: Pick<GapDimension, 'level_now' | 'level_ideal' | 'level_promised' | 'level_measured'>): AxisMarks {
  const points: AxisMarks['points'] = [];
  const add = (kind: AxisMarks['points'][number]['kind'], level: number | null) => {
    if (level !== null) points.push({ kind, at: at(level) });
  };
  add('ideal', level_ideal);
  add('promised', level_promised);
  add('measured', level_measured);
  add('now', level_now);
  if (level_now === null || level_ideal === null || level_ideal <= level_now) return { bar: null, closed: null, points };
  const reached = level_promised === null ? level_now : Math.min(level_ideal, level_promised);
  return {
    bar: { from: at(level_now), width: at(level_ideal - level_now) },
    closed: reached > level_now ? { from: at(level_now), width: at(reached - level_now) } : null,
    points,
  };
}
