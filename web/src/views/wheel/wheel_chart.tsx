// The wheel itself. Draws what it is given; the keyboard model and the data live with its parents.
// One tab stop for the whole picture: ←/→ stages, ↓ into the customers of a stage, Enter, Esc.
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnproven, stageNumber, stages, type Stage, type WheelDot } from '~/api/types';
import { useFormat } from '~/format/use_format';
import { stageName } from '~/i18n/stage_names';
import type { StageFigures } from './figures';
import {

  knob,
  outerLabel,
  placeDots,
  polar,
  rimPath,
  sectorPath,
  spokePath,
  textPath,
  wideDial,
  type Dial,
  type PlacedDot,
} from './geometry';
import type { Metric } from './filters';

export interface WheelChartProps {
  dial: Dial;
  figures: StageFigures[];
  dots: WheelDot[];
  rest: Partial<Record<Stage, number>>;
  knobs: number[];
  metric: Metric;
  unit: 'account' | 'opportunity';
  windowDays: number;
  total: number;
  totalValue: string;
  inspected: string | null;
  onInspect: (dot: WheelDot | null, stage: Stage | null) => void;
  onStage: (stage: Stage) => void;
  onOpen: (dot: WheelDot) => void;
  onMoves: (stage: Stage) => void;
  describedBy: string;
}

/** Room at the hub for what is not drawn as a dot: band and number, on a phone the band alone. */
const restRing = { wide: 36, phone: 14 };

export function WheelChart(props: WheelChartProps) {
  const { dial, figures, dots, rest, knobs, unit, windowDays, total, totalValue, inspected, onInspect, onStage, onOpen, onMoves } = props;
  const { t } = useTranslation();
  const wide = dial === wideDial;
  const clearance = Object.keys(rest).length === 0 ? 0 : wide ? restRing.wide : restRing.phone;
  const placed = useMemo(() => placeDots(dial, dots, clearance), [dial, dots, clearance]);
  const byId = useMemo(() => new Map(dots.map((dot) => [dot.id, dot])), [dots]);
  const keyboard = useWheelKeyboard(props, placed, byId);

  return (
    <div
      className="wheel-picture"
      role="application"
      aria-roledescription={t('wheel.title')}
      aria-label={t('wheel.chart_label', { total })}
      aria-describedby={props.describedBy}
      tabIndex={0}
      onKeyDown={keyboard.onKeyDown}
      onBlur={keyboard.leave}
    >
      <span className="visually-hidden" aria-live="polite">
        {keyboard.said}
      </span>
      <svg viewBox={`0 0 ${dial.width} ${dial.height}`} width={dial.width} height={dial.height} aria-hidden="true">
        <Ground dial={dial} figures={figures} focusedStage={keyboard.stage} onStage={onStage} onInspect={onInspect} />
        <Rim dial={dial} figures={figures} onStage={onStage} onInspect={onInspect} />
        {stages.map((stage, index) => (
          <KnobMark
            key={stage}
            dial={dial}
            index={index}
            count={knobs[index] ?? 0}
            label={t('wheel.knob', { count: knobs[index] ?? 0, n: windowDays, stage: t(`stage.${stage}`) })}
            onPress={() => onMoves(stage)}
          />
        ))}
        <g className="wheel-dots">
          {placed.map((place) => {
            const dot = byId.get(place.id);
            return (
              dot && (
                <Dot
                  key={place.id}
                  dial={dial}
                  dot={dot}
                  place={place}
                  faded={figures[place.index]?.faded ?? false}
                  selected={place.id === inspected}
                  onInspect={onInspect}
                  onOpen={onOpen}
                />
              )
            );
          })}
        </g>
        <Rest dial={dial} rest={rest} />
        <Hub dial={dial} unit={unit} total={total} value={totalValue} />
        {wide && <OuterLabels dial={dial} figures={figures} metric={props.metric} unit={unit} />}
      </svg>
    </div>
  );
}

interface GroundProps {
  dial: Dial;
  figures: StageFigures[];
  focusedStage?: number | null;
  onStage: (stage: Stage) => void;
  onInspect: (dot: WheelDot | null, stage: Stage | null) => void;
}

function Ground({ dial, figures, focusedStage, onStage, onInspect }: GroundProps) {
  return (
    <>
      <circle cx={dial.x} cy={dial.y} r={dial.sector + 1} fill="var(--surface)" />
      {figures.map((figure, index) => (
        <path
          key={figure.stage}
          d={sectorPath(dial, index)}
          data-stage={index + 1}
          fill="var(--stage)"
          className={focusedStage === index ? 'wheel-sector focused' : 'wheel-sector'}
          onClick={() => onStage(figure.stage)}
          onPointerEnter={() => onInspect(null, figure.stage)}
        />
      ))}
      <g pointerEvents="none">
        <circle cx={dial.x} cy={dial.y} r={dial.stall} fill="none" stroke="var(--bad)" strokeDasharray="3 4" opacity={0.75} />
        <circle cx={dial.x} cy={dial.y} r={dial.half} fill="none" stroke="var(--line-2)" opacity={0.55} />
        {figures.map((figure, index) => (
          <path key={figure.stage} d={spokePath(dial, index)} stroke="var(--line-2)" strokeWidth={1.2} />
        ))}
      </g>
    </>
  );
}

function Rim({ dial, figures, onStage, onInspect }: GroundProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const latin = format.language === 'en';
  return (
    <>
      <defs>
        {figures.map((figure, index) => (
          <g key={figure.stage}>
            <path id={`${id}name${index}`} d={textPath(dial, index, dial.name)} />
            {dial.other && <path id={`${id}other${index}`} d={textPath(dial, index, dial.other)} />}
          </g>
        ))}
      </defs>
      {figures.map((figure, index) => (
        <g
          key={figure.stage}
          data-stage={index + 1}
          className={figure.faded ? 'wheel-arc faded' : 'wheel-arc'}
          onClick={() => onStage(figure.stage)}
          onPointerEnter={() => onInspect(null, figure.stage)}
        >
          <path d={rimPath(dial, index)} fill="var(--stage)" />
          <text fontSize={dial.other ? (latin ? 14 : 15) : latin ? 11 : 14} fontWeight={600} fill="var(--on-stage)" textAnchor="middle" letterSpacing={latin ? 0 : 1}>
            <textPath href={`#${id}name${index}`} startOffset="50%">
              {latin && !dial.other ? t(`stage.${figure.stage}`) : `${index + 1} ${t(`stage.${figure.stage}`)}`}
            </textPath>
          </text>
          {dial.other && (
            <text fontSize={latin ? 12 : 11} fill="var(--on-stage)" textAnchor="middle" lang={format.other}>
              <textPath href={`#${id}other${index}`} startOffset="50%">
                {stageName(format.other, figure.stage)}
              </textPath>
            </text>
          )}
        </g>
      ))}
    </>
  );
}

function KnobMark({ dial, index, count, label, onPress }: { dial: Dial; index: number; count: number; label: string; onPress: () => void }) {
  const shape = knob(dial, index);
  return (
    <g className="wheel-knob" onClick={onPress}>
      <title>{label}</title>
      <path d={shape.stem} stroke="var(--line-2)" strokeWidth={5} strokeLinecap="round" />
      <circle cx={shape.center.x} cy={shape.center.y} r={dial.knobSize} fill="var(--surface)" stroke="var(--line-2)" strokeWidth={1.2} />
      <text x={shape.center.x} y={shape.center.y + 4.2} fontSize={count > 99 ? 10 : 12} fontWeight={600} textAnchor="middle" fill={count ? 'var(--text)' : 'var(--text-3)'} className="numeric">
        {count > 999 ? '999+' : count}
      </text>
      {count > 0 && <path transform={`translate(${shape.arrow.x} ${shape.arrow.y}) rotate(${shape.arrow.rotate})`} d="M-4 -4.6 L4.4 0 L-4 4.6Z" fill="var(--text-3)" />}
    </g>
  );
}

interface DotProps {
  dial: Dial;
  dot: WheelDot;
  place: PlacedDot;
  faded: boolean;
  selected: boolean;
  onInspect: (dot: WheelDot | null, stage: Stage | null) => void;
  onOpen: (dot: WheelDot) => void;
}

function Dot({ dial, dot, place, faded, selected, onInspect, onOpen }: DotProps) {
  const group = useRef<SVGGElement>(null);
  const before = useRef(place);
  useLayoutEffect(() => {
    const from = before.current;
    before.current = place;
    if (from.index !== place.index) travel(group.current, dial, from, place);
  }, [dial, place]);
  const unproven = isUnproven(dot);
  const ring = dot.stuck ? 2.6 : 3;
  return (
    <g
      ref={group}
      data-stage={stageNumber(dot.stage)}
      className={faded ? 'wheel-dot faded' : 'wheel-dot'}
      onPointerEnter={() => onInspect(dot, dot.stage)}
      onClick={(event) => {
        event.stopPropagation();
        onInspect(dot, dot.stage);
      }}
      onDoubleClick={() => onOpen(dot)}
    >
      {/* A finger needs more than the dot. */}
      <circle cx={place.x} cy={place.y} r={Math.max(12, place.radius)} fill="transparent" />
      {unproven ? (
        <circle cx={place.x} cy={place.y} r={Math.max(2.4, place.radius - 1.1)} fill="var(--surface)" stroke="var(--stage)" strokeWidth={2.2} />
      ) : (
        <circle cx={place.x} cy={place.y} r={place.radius} fill="var(--stage)" stroke="var(--surface)" strokeWidth={1.2} />
      )}
      {dot.stuck && <circle cx={place.x} cy={place.y} r={place.radius + ring} fill="none" stroke="var(--bad)" strokeWidth={1.6} />}
      {selected && <circle cx={place.x} cy={place.y} r={place.radius + (dot.stuck ? 5.4 : 3)} fill="none" stroke="var(--text)" strokeWidth={1.8} />}
    </g>
  );
}

/** A confirmed change of stage: the dot goes round with the wheel to its new sector, once (DESIGN §8). */
function travel(group: SVGGElement | null, dial: Dial, from: PlacedDot, to: PlacedDot): void {
  if (!group || typeof group.animate !== 'function' || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  let turn = to.degrees - from.degrees;
  if (turn > 180) turn -= 360;
  if (turn < -180) turn += 360;
  const start = polar(dial, from.distance, to.degrees);
  const outward = { x: start.x - to.x, y: start.y - to.y };
  group.animate(
    [
      { transform: `translate(${dial.x}px, ${dial.y}px) rotate(${-turn}deg) translate(${-dial.x + outward.x}px, ${-dial.y + outward.y}px)` },
      { transform: `translate(${dial.x}px, ${dial.y}px) rotate(0deg) translate(${-dial.x}px, ${-dial.y}px)` },
    ],
    { duration: 400, easing: 'cubic-bezier(.2,0,0,1)' },
  );
}

/** What is not drawn as a dot: a band at the hub, the darker the more, and how many. */
function Rest({ dial, rest }: { dial: Dial; rest: Partial<Record<Stage, number>> }) {
  const { t } = useTranslation();
  const most = Math.max(0, ...Object.values(rest));
  if (most === 0) return null;
  return (
    <g pointerEvents="none">
      {stages.map((stage, index) => {
        const count = rest[stage] ?? 0;
        if (count === 0) return null;
        const radius = dial.hub + 9;
        const from = polar(dial, radius, index * 45 + 4);
        const to = polar(dial, radius, index * 45 + 41);
        const at = polar(dial, dial.hub + 25, index * 45 + 22.5);
        return (
          <g key={stage} data-stage={index + 1}>
            <title>{t('wheel.more_label', { n: count, stage: t(`stage.${stage}`) })}</title>
            <path d={`M${from.x} ${from.y}A${radius} ${radius} 0 0 1 ${to.x} ${to.y}`} fill="none" stroke="var(--stage)" strokeWidth={10} strokeLinecap="round" opacity={0.25 + (0.65 * count) / most} />
            {dial === wideDial && (
              <>
                <rect x={at.x - 19} y={at.y - 9} width={38} height={18} rx={9} fill="var(--surface)" stroke="var(--line-2)" />
                <text x={at.x} y={at.y + 4} fontSize={11} textAnchor="middle" fill="var(--text)" className="numeric">
                  {t('wheel.more', { n: count > 9999 ? `${Math.floor(count / 1000)}k` : count })}
                </text>
              </>
            )}
          </g>
        );
      })}
    </g>
  );
}

function Hub({ dial, unit, total, value }: { dial: Dial; unit: 'account' | 'opportunity'; total: number; value: string }) {
  const { t, i18n } = useTranslation();
  const wide = dial === wideDial;
  const label = unit === 'account' ? t('wheel.hub_account') : t('wheel.hub_opportunity');
  const both = wide && i18n.language === 'zh-CN' && unit === 'account';
  const figure = total.toLocaleString('en');
  const [first = '', ...others] = value.split(' + ');
  const amount = others.length > 0 ? `${first} …` : first;
  const room = wide ? 100 : 68; // the chord of the hub where the amount stands
  return (
    <g pointerEvents="none">
      <circle cx={dial.x} cy={dial.y} r={dial.hub} fill="var(--surface)" stroke="var(--line-2)" />
      <text x={dial.x} y={dial.y - (wide ? 22 : 15)} textAnchor="middle" fontSize={12} fill="var(--text-3)">
        {label}
        {both && <tspan lang="en"> Customer</tspan>}
      </text>
      <text x={dial.x} y={dial.y + (wide ? 10 : 9)} textAnchor="middle" fontSize={figure.length > 6 ? 20 : wide ? 30 : 24} fontWeight={600} fill="var(--text)" className="numeric">
        {figure}
      </text>
      {widthOf(amount) <= room && (
        <text x={dial.x} y={dial.y + (wide ? 30 : 25)} textAnchor="middle" fontSize={12} fill="var(--text-2)" className="numeric">
          {amount}
        </text>
      )}
    </g>
  );
}

function OuterLabels({ dial, figures, metric, unit }: { dial: Dial; figures: StageFigures[]; metric: Metric; unit: 'account' | 'opportunity' }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <g pointerEvents="none">
      {figures.map((figure, index) => {
        const at = outerLabel(dial, index);
        const percent = metric === 'value' ? figure.valuePercent : figure.countPercent;
        const previous = metric === 'count' && figure.previousPercent !== null && Math.abs(figure.previousPercent - figure.countPercent) >= 0.1 ? figure.previousPercent : null;
        const was = previous === null ? '' : t('wheel.was', { percent: previous.toFixed(1) });
        // Beside the wheel the space is narrow and high, above and below it low and wide.
        const nearPole = index === 0 || index === 3 || index === 4 || index === 7;
        const value = figure.value[0] ? `${format.money(figure.value[0], { short: true })}${figure.value.length > 1 ? ' …' : ''}` : '–';
        const lines = secondLines(figure.count.toLocaleString('en'), value, was, nearPole, (count, amount) =>
          t(unit === 'account' ? 'wheel.count_value' : 'wheel.count_value_opportunity', { count, value: amount }),
        );
        return (
          <g key={figure.stage} className={figure.faded ? 'wheel-label faded' : 'wheel-label'}>
            <text x={at.x} y={at.y} textAnchor={at.anchor} fontSize={22} fontWeight={600} fill="var(--text)" className="numeric" letterSpacing={-0.3}>
              {percent === null ? '–' : percent.toFixed(1)}
              <tspan fontSize={13} dx={1} fontWeight={600} fill="var(--text-2)">
                %
              </tspan>
            </text>
            {lines.map((line, row) => (
              <text key={line} x={at.x} y={at.y + 19 + row * 17} textAnchor={at.anchor} fontSize={12} fill={line === was ? 'var(--text-3)' : 'var(--text-2)'} className="numeric">
                {line}
              </text>
            ))}
          </g>
        );
      })}
    </g>
  );
}

const sideRoom = 94; // units between the rim's labels and the edge of the picture

/** About how wide a text of 12 px is: enough to decide whether it needs two lines. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffff]/.test(character) ? 12 : 6.9), 0);
}

function secondLines(count: string, value: string, was: string, nearPole: boolean, join: (count: string, value: string) => string): string[] {
  const together = join(count, value);
  if (nearPole) return [was ? `${together} · ${was}` : together];
  const lines = widthOf(together) <= sideRoom ? [together] : together.split(' · ');
  return was ? [...lines, was] : lines;
}

/** One tab stop; first the stages, then the dots of one stage by value. */
function useWheelKeyboard(props: WheelChartProps, placed: PlacedDot[], byId: Map<string, WheelDot>) {
  const { t } = useTranslation();
  const format = useFormat();
  const [stage, setStage] = useState<number | null>(null);
  const [dotId, setDotId] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const order = useMemo(
    () =>
      stages.map((_, index) =>
        placed
          .filter((place) => place.index === index)
          .map((place) => byId.get(place.id))
          .filter((dot): dot is WheelDot => dot !== undefined)
          .sort((a, b) => (b.amount_minor ?? -1) - (a.amount_minor ?? -1)),
      ),
    [placed, byId],
  );
  useEffect(() => {
    if (dotId && !byId.has(dotId)) setDotId(null);
  }, [byId, dotId]);

  const toStage = (index: number) => {
    const figure = props.figures[index];
    if (!figure) return;
    setStage(index);
    setDotId(null);
    props.onInspect(null, figure.stage);
    setSaid(
      t('wheel.announce_stage', {
        number: index + 1,
        stage: t(`stage.${figure.stage}`),
        percent: `${figure.countPercent.toFixed(1)}%`,
        count: figure.count,
        stuck: figure.stuck,
      }),
    );
  };
  const toDot = (dot: WheelDot | undefined) => {
    if (!dot) return;
    setDotId(dot.id);
    props.onInspect(dot, dot.stage);
    const where = t('wheel.day_only', { stage: t(`stage.${dot.stage}`), day: dot.dwell_days ?? 0 });
    setSaid(t('wheel.announce_dot', { name: dot.name, amount: format.amount(dot.amount_minor, dot.currency), where }));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const here = stage === null ? [] : (order[stage] ?? []);
    const at = here.findIndex((dot) => dot.id === dotId);
    const forward = event.key === 'ArrowRight' || event.key === 'ArrowDown';
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowLeft':
      case 'ArrowDown':
      case 'ArrowUp':
        if (at >= 0) {
          if (event.key === 'ArrowUp' && at === 0) toStage(stage ?? 0);
          else toDot(here[(at + (forward ? 1 : here.length - 1)) % here.length]);
        } else if (event.key === 'ArrowDown') {
          if (stage === null) toStage(0);
          else toDot(here[0]);
        } else if (event.key !== 'ArrowUp') {
          toStage(stage === null ? 0 : (stage + (forward ? 1 : 7)) % 8);
        }
        break;
      case 'Home':
        toStage(0);
        break;
      case 'End':
        toStage(7);
        break;
      case 'Enter':
      case ' ': {
        const dot = dotId ? byId.get(dotId) : undefined;
        const focused = stage === null ? undefined : props.figures[stage]?.stage;
        if (dot) props.onOpen(dot);
        else if (focused) props.onStage(focused);
        break;
      }
      case 'Escape':
        if (at >= 0) toStage(stage ?? 0);
        else if (stage !== null) {
          setStage(null);
          props.onInspect(null, null);
        } else return;
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = () => {
    setStage(null);
    setDotId(null);
    setSaid('');
  };
  return { stage, said, onKeyDown, leave };
}

