// The wheel itself: sectors, rim, knobs, dots. Draws what it is given; data live with its parents, keys in
// use_wheel_keyboard, the way dots find their places in geometry.
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { stages, type Stage, type WheelDot } from '~/api/types';
import { useFormat } from '~/format/use_format';
import { stageName } from '~/i18n/stage_names';
import type { StageFigures } from './figures';
import type { Metric } from './filters';
import { knob, placeDots, polar, rimPath, sectorPath, spokePath, textPath, wideDial, type Dial } from './geometry';
import { useWheelKeyboard } from './use_wheel_keyboard';
import { Dot } from './wheel_dot';
import { Hub, OuterLabels } from './wheel_labels';

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
              {`${index + 1} ${t(`stage.${figure.stage}`)}`}
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
