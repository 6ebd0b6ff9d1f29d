// Where the months of a share stand in a small chart; a month without a value leaves a gap.

export interface PathPoint {
  index: number;
  value: number;
  x: number;
  y: number;
}

/** Shares 0..1 from the left edge to the right, 1 on top. */
export function pointsOf(values: readonly (number | null)[], width: number, height: number): PathPoint[] {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values.flatMap((value, index) => (value === null ? [] : [{ index, value, x: Math.round(index * step * 10) / 10, y: Math.round((1 - value) * height * 10) / 10 }]));
}

/** One path for each run of neighbouring months. */
export function segmentsOf(points: readonly PathPoint[]): string[] {
  const runs: PathPoint[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.index === point.index - 1) run.push(point);
    else runs.push([point]);
  }
  return runs.filter((run) => run.length > 1).map((run) => `M${run.map((point) => `${point.x} ${point.y}`).join('L')}`);
}
