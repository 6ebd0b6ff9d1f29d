// Where everything on the wheel goes. Pure: no DOM, no React. Angles in degrees, 0 at the top, clockwise; stage n
// owns 45·(n−1) … 45·n. Sizes are those of the design's picture (680 × 612) and of the phone's (358 × 358).
import type { Stage } from '~/api/types';
import { stageNumber } from '~/api/types';

export interface Dial {
  width: number;
  height: number;
  x: number;
  y: number;
  hub: number;
  half: number; // half of the stall line
  stall: number; // the dashed ring
  sector: number; // outer edge of the tinted sectors
  rimInner: number;
  rimOuter: number;
  knob: number; // radius of the circle the knobs sit on
  knobSize: number;
  largestDot: number;
  /** Base lines of the names on the rim: read from outside in the upper half, from inside in the lower. */
  name: { upper: number; lower: number };
  other: { upper: number; lower: number } | null;
}

export const wideDial: Dial = {
  width: 680,
  height: 612,
  x: 340,
  y: 306,
  hub: 60,
  half: 110,
  stall: 160,
  sector: 187,
  rimInner: 190,
  rimOuter: 238,
  knob: 255,
  knobSize: 12,
  largestDot: 11.4,
  name: { upper: 216, lower: 226 },
  other: { upper: 200, lower: 209 },
};

export const phoneDial: Dial = {
  width: 358,
  height: 358,
  x: 179,
  y: 179,
  hub: 42,
  half: 72,
  stall: 102,
  sector: 121,
  rimInner: 123,
  rimOuter: 153,
  knob: 164,
  knobSize: 11,
  largestDot: 7.6,
  name: { upper: 133, lower: 144 },
  other: null,
};

export interface Point {
  x: number;
  y: number;
}

const round = (value: number) => Math.round(value * 100) / 100;

export function polar(dial: Dial, radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { x: round(dial.x + radius * Math.sin(angle)), y: round(dial.y - radius * Math.cos(angle)) };
}

const text = (point: Point) => `${point.x} ${point.y}`;

/** The tinted eighth between hub and rim. */
export function sectorPath(dial: Dial, index: number): string {
  const from = index * 45;
  const to = from + 45;
  return (
    `M${text(polar(dial, dial.sector, from))}A${dial.sector} ${dial.sector} 0 0 1 ${text(polar(dial, dial.sector, to))}` +
    `L${text(polar(dial, dial.hub, to))}A${dial.hub} ${dial.hub} 0 0 0 ${text(polar(dial, dial.hub, from))}Z`
  );
}

/** One arc of the rim; neighbours are parted by a line of constant width, so its sides are parallel to the spokes. */
export function rimPath(dial: Dial, index: number, gap = 1.25): string {
  const corner = (radius: number, boundary: number, side: 1 | -1): string => {
    const angle = (boundary * 45 * Math.PI) / 180;
    const along = Math.sqrt(radius * radius - gap * gap);
    return text({
      x: round(dial.x + along * Math.sin(angle) + side * gap * Math.cos(angle)),
      y: round(dial.y - along * Math.cos(angle) + side * gap * Math.sin(angle)),
    });
  };
  const { rimInner, rimOuter } = dial;
  return (
    `M${corner(rimOuter, index, 1)}A${rimOuter} ${rimOuter} 0 0 1 ${corner(rimOuter, index + 1, -1)}` +
    `L${corner(rimInner, index + 1, -1)}A${rimInner} ${rimInner} 0 0 0 ${corner(rimInner, index, 1)}Z`
  );
}

/** Stages 3 to 6 lie in the lower half, where text runs the other way so that nobody has to read upside down. */
export function isLower(index: number): boolean {
  return index >= 2 && index <= 5;
}

export function textPath(dial: Dial, index: number, line: { upper: number; lower: number }): string {
  const from = index * 45;
  const to = from + 45;
  if (isLower(index)) {
    return `M${text(polar(dial, line.lower, to))}A${line.lower} ${line.lower} 0 0 0 ${text(polar(dial, line.lower, from))}`;
  }
  return `M${text(polar(dial, line.upper, from))}A${line.upper} ${line.upper} 0 0 1 ${text(polar(dial, line.upper, to))}`;
}

export function spokePath(dial: Dial, index: number): string {
  return `M${text(polar(dial, dial.hub, index * 45))}L${text(polar(dial, dial.rimInner, index * 45))}`;
}

export interface Knob {
  center: Point;
  stem: string;
  arrow: { x: number; y: number; rotate: number };
}

/** The helm's knob on the boundary that one crosses when leaving stage `index`; the arrow points clockwise. */
export function knob(dial: Dial, index: number): Knob {
  const degrees = (index + 1) * 45;
  const center = polar(dial, dial.knob, degrees);
  const ahead = degrees + ((dial.knobSize + 9.8) / dial.knob) * (180 / Math.PI);
  const arrow = polar(dial, dial.knob, ahead);
  return {
    center,
    stem: `M${text(polar(dial, dial.rimOuter + 2, degrees))}L${text(center)}`,
    arrow: { ...arrow, rotate: round(ahead) },
  };
}

export interface OuterLabel extends Point {
  anchor: 'start' | 'end';
}

/** Base line of the large percentage outside a sector; the second line follows 19 px below. */
export function outerLabel(dial: Dial, index: number): OuterLabel {
  const right = index < 4;
  const side = right ? 1 : -1;
  const nearPole = index === 0 || index === 3 || index === 4 || index === 7;
  const upper = index === 0 || index === 1 || index === 6 || index === 7;
  const x = dial.x + side * (nearPole ? 106.73 : 243.9);
  const y = nearPole ? dial.y + (upper ? -256.36 : 256.36) : dial.y + (upper ? -103.03 : 99.03);
  return { x: round(x), y: round(y), anchor: right ? 'start' : 'end' };
}

// Dots

export interface DotInput {
  id: string;
  stage: Stage;
  amount_minor: number | null;
  dwell_days: number | null;
  stall_ratio: number | null;
  stuck: boolean;
}

export interface PlacedDot extends Point {
  id: string;
  index: number;
  radius: number;
  /** Polar place, for the travel from one sector to the next. */
  degrees: number;
  distance: number;
  /** Radius of the red ring where many stand beyond the stall line and all is drawn smaller. */
  ring?: number;
}

const satisfactionLine = 240; // 2·D of a stage that never stalls, only to give its dots a place
const beyond = 18; // room between the stall line and the rim

/** How far from the middle a dot lies: half-way at half of the stall line, on the dashed ring at the line itself. */
export function dotDistance(dial: Dial, dot: Pick<DotInput, 'stall_ratio' | 'dwell_days' | 'stuck'>, radius: number): number {
  const inside = dial.stall - dial.hub;
  let ratio = dot.stall_ratio;
  if (ratio === null) ratio = Math.min(0.92, (dot.dwell_days ?? 0) / satisfactionLine);
  const scale = inside / 100;
  if (dot.stuck || ratio > 1) {
    const over = Math.min(1, Math.max(0, ratio - 1) / 0.6);
    return Math.min(dial.stall + (8 + over * 9) * scale, dial.stall + beyond * scale);
  }
  // A dot that has not crossed the line must not look as if it had.
  const nearest = dial.hub + radius + 4;
  const furthest = dial.stall - radius - 1.5;
  return Math.max(nearest, Math.min(furthest, dial.hub + inside * ratio));
}

/** The area stands for the amount; below a visible minimum the size no longer says anything. */
export function dotRadius(dial: Dial, amount: number | null, largest: number, count: number): number {
  const crowd = count > 110 ? 0.62 : count > 70 ? 0.78 : 1;
  const top = dial.largestDot * crowd;
  const least = top * 0.4;
  if (amount === null || amount <= 0 || largest <= 0) return round(least);
  return round(Math.max(least, top * Math.sqrt(amount / largest)));
}

function hash(id: string): number {
  let value = 2166136261;
  for (let index = 0; index < id.length; index += 1) value = Math.imul(value ^ id.charCodeAt(index), 16777619);
  return (value >>> 0) / 4294967296;
}

/**
 * A place for every dot: distance by time in the stage, angle where there is room. The same dots always get the same
 * places, and a dot prefers its own angle (from its id), so that one newcomer does not reshuffle the sector.
 * `clearance` keeps a ring around the hub free, for the counts of what is not drawn.
 */
export function placeDots(dial: Dial, dots: readonly DotInput[], clearance = 0): PlacedDot[] {
  const largest = dots.reduce((most, dot) => Math.max(most, dot.amount_minor ?? 0), 0);
  const bySector: PlacedDot[][] = Array.from({ length: 8 }, () => []);
  const order = [...dots].sort((a, b) => (b.amount_minor ?? -1) - (a.amount_minor ?? -1) || (a.id < b.id ? -1 : 1));
  const crowded = crowdedStages(dots);
  for (const stage of crowded) {
    const index = stageNumber(stage) - 1;
    bySector[index] = placeCrowd(dial, dots.filter((dot) => dot.stuck && dot.stage === stage), index, largest);
  }
  for (const dot of order) {
    if (dot.stuck && crowded.includes(dot.stage)) continue;
    const index = stageNumber(dot.stage) - 1;
    const sector = bySector[index] as PlacedDot[];
    sector.push(placeOne(dial, dot, index, dotRadius(dial, dot.amount_minor, largest, dots.length), sector, clearance));
  }
  return bySector.flat();
}

/** Beyond the stall line there is a narrow band; with more than this in a sector, ring would lie upon ring. */
export const mostStuck = 22;

function crowdedStages(dots: readonly DotInput[]): Stage[] {
  const stuck = new Map<Stage, number>();
  for (const dot of dots) if (dot.stuck) stuck.set(dot.stage, (stuck.get(dot.stage) ?? 0) + 1);
  return [...stuck].filter(([, count]) => count > mostStuck).map(([stage]) => stage);
}

const widestPitch = 12; // units from dot to dot
const marginDegrees = 1.5; // to the spokes

/** Many beyond the line: rows from the line to the rim, the longest there outermost, as small as it takes for every one. */
function placeCrowd(dial: Dial, dots: readonly DotInput[], index: number, largest: number): PlacedDot[] {
  const order = [...dots].sort((a, b) => (a.stall_ratio ?? 0) - (b.stall_ratio ?? 0) || (a.id < b.id ? -1 : 1));
  const arc = ((45 - 2 * marginDegrees) * Math.PI) / 180;
  const rowsAt = (pitch: number) => {
    const room = dial.rimInner - dial.stall - 3;
    const count = Math.max(1, Math.floor(room / pitch));
    return Array.from({ length: count }, (_, row) => {
      const distance = dial.stall + 1.5 + pitch * (row + 0.5) + (room - count * pitch) / 2;
      return { distance, places: Math.floor((arc * distance) / pitch) };
    });
  };
  const fits = (pitch: number) => rowsAt(pitch).reduce((sum, row) => sum + row.places, 0) >= order.length;
  let pitch = widestPitch;
  while (pitch > 1 && !fits(pitch)) pitch -= 0.1;
  const ring = pitch / 2 - 0.7;
  const placed: PlacedDot[] = [];
  let next = 0;
  const rows = rowsAt(pitch);
  for (const [row, { distance, places }] of rows.entries()) {
    // The rows share what there is in proportion to what each holds.
    const left = rows.slice(row).reduce((sum, one) => sum + one.places, 0);
    const here = row === rows.length - 1 ? order.length - next : Math.min(places, Math.ceil(((order.length - next) * places) / left));
    for (let at = 0; at < here; at += 1) {
      const dot = order[next] as DotInput;
      next += 1;
      const degrees = index * 45 + marginDegrees + ((at + 0.5) / here) * (45 - 2 * marginDegrees);
      const share = largest > 0 ? Math.sqrt(Math.max(0, dot.amount_minor ?? 0) / largest) : 0;
      placed.push({ id: dot.id, index, radius: round(Math.max(ring * 0.6, (ring - 0.9) * Math.max(0.6, share))), degrees, distance, ring: round(ring), ...polar(dial, distance, degrees) });
    }
  }
  return placed;
}

function placeOne(dial: Dial, dot: DotInput, index: number, radius: number, placed: readonly PlacedDot[], clearance: number): PlacedDot {
  const reach = radius + (dot.stuck ? 3.4 : 0);
  const home = 8 + hash(dot.id) * 29;
  let best: PlacedDot | undefined;
  let bestOverlap = Number.POSITIVE_INFINITY;
  const low = dot.stuck ? dial.stall + 2 : dial.hub + clearance + reach + 3;
  const wanted = Math.max(low, dotDistance(dial, dot, radius));
  const high = dot.stuck ? dial.stall + beyond * ((dial.stall - dial.hub) / 100) : dial.stall - reach - 1;
  for (const shift of [0, 5, -5, 10, -10, 16, -16, 24, -24]) {
    const distance = Math.min(Math.max(wanted + shift, Math.min(low, wanted)), Math.max(high, wanted));
    const margin = ((reach + 3) / distance) * (180 / Math.PI);
    if (margin > 22.5) continue;
    for (let step = 0; step <= 45; step += 0.75) {
      for (const direction of step === 0 ? [1] : [1, -1]) {
        const offset = Math.min(45 - margin, Math.max(margin, home)) + direction * step;
        if (offset < margin || offset > 45 - margin) continue;
        const degrees = index * 45 + offset;
        const candidate: PlacedDot = { id: dot.id, index, radius, degrees, distance, ...polar(dial, distance, degrees) };
        const overlap = overlapWith(candidate, reach, placed);
        if (overlap <= 0) return candidate;
        if (overlap < bestOverlap) {
          bestOverlap = overlap;
          best = candidate;
        }
      }
    }
  }
  const degrees = index * 45 + 22.5;
  return best ?? { id: dot.id, index, radius, degrees, distance: wanted, ...polar(dial, wanted, degrees) };
}

function overlapWith(candidate: PlacedDot, reach: number, placed: readonly PlacedDot[]): number {
  let worst = 0;
  for (const other of placed) {
    const apart = Math.hypot(candidate.x - other.x, candidate.y - other.y);
    worst = Math.max(worst, reach + other.radius + 2.4 - apart);
  }
  return worst;
}

/** Above 150 customers the largest 80, and the largest few of every stage, stay dots; the rest are counted per sector. */
export const mostDots = 150;
export const dotsWhenMany = 80;
export const dotsPerStage = 3;

export function splitDots<Dot extends DotInput>(dots: readonly Dot[], more: Partial<Record<Stage, number>>, total: number) {
  const rest: Partial<Record<Stage, number>> = { ...more };
  const order = [...dots].sort((a, b) => (b.amount_minor ?? -1) - (a.amount_minor ?? -1) || (a.id < b.id ? -1 : 1));
  if (total <= mostDots) return { shown: order, rest };
  const seen: Partial<Record<Stage, number>> = {};
  const shown = order.filter((dot, place) => {
    seen[dot.stage] = (seen[dot.stage] ?? 0) + 1;
    if (place < dotsWhenMany || (seen[dot.stage] ?? 0) <= dotsPerStage) return true;
    rest[dot.stage] = (rest[dot.stage] ?? 0) + 1;
    return false;
  });
  return { shown, rest };
}

// Stacked area

export interface AreaLayer {
  index: number;
  path: string;
  /** End label: where the layer ends and where its number stands after neighbours made room. */
  end: number;
  label: number;
}

export function stackedArea(weeks: readonly (readonly number[])[], width: number, height: number, labelGap = 12): AreaLayer[] {
  const totals = weeks.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...totals);
  const step = weeks.length > 1 ? width / (weeks.length - 1) : 0;
  const y = (value: number) => round(height - (value / most) * height);
  const below = weeks.map(() => 0);
  const layers: AreaLayer[] = [];
  for (let index = 0; index < 8; index += 1) {
    const lower = [...below];
    weeks.forEach((counts, week) => {
      below[week] = (below[week] ?? 0) + (counts[index] ?? 0);
    });
    const line = (values: readonly number[]) => values.map((value, week) => `${round(week * step)} ${y(value)}`);
    const top = line(below).join('L');
    const bottom = line(lower).reverse().join('L');
    const last = weeks.length - 1;
    const end = (y(below[last] ?? 0) + y(lower[last] ?? 0)) / 2;
    layers.push({ index, path: `M${top}L${bottom}Z`, end: round(end), label: round(end) });
  }
  const last = weeks[weeks.length - 1] ?? [];
  spread(layers.filter((layer) => (last[layer.index] ?? 0) > 0), labelGap, height);
  return layers;
}

/** Moves labels apart, as little as possible, keeping their order from bottom to top. */
function spread(layers: AreaLayer[], gap: number, height: number): void {
  const order = [...layers].sort((a, b) => b.end - a.end || a.index - b.index);
  let limit = height + 2;
  for (const layer of order) {
    layer.label = Math.min(layer.label, limit);
    limit = layer.label - gap;
  }
  limit = 3;
  for (const layer of [...order].reverse()) {
    layer.label = Math.max(layer.label, limit);
    limit = layer.label + gap;
  }
}
