// One customer on the wheel: filled when proven, hollow when not, ringed when stuck; it travels once when the stage changes.
import { useLayoutEffect, useRef } from 'react';
import { isUnproven, stageNumber, type Stage, type WheelDot } from '~/api/types';
import { polar, type Dial, type PlacedDot } from './geometry';

interface DotProps {
  dial: Dial;
  dot: WheelDot;
  place: PlacedDot;
  faded: boolean;
  selected: boolean;
  onInspect: (dot: WheelDot | null, stage: Stage | null) => void;
  onOpen: (dot: WheelDot) => void;
}

export function Dot({ dial, dot, place, faded, selected, onInspect, onOpen }: DotProps) {
  const group = useRef<SVGGElement>(null);
  const before = useRef(place);
  useLayoutEffect(() => {
    const from = before.current;
    before.current = place;
    if (from.index !== place.index) travel(group.current, dial, from, place);
  }, [dial, place]);
  const unproven = isUnproven(dot);
  const small = place.ring !== undefined;
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
      <circle cx={place.x} cy={place.y} r={small ? place.ring : Math.max(12, place.radius)} fill="transparent" />
      {unproven ? (
        <circle cx={place.x} cy={place.y} r={small ? place.radius : Math.max(2.4, place.radius - 1.1)} fill="var(--surface)" stroke="var(--stage)" strokeWidth={small ? 1.1 : 2.2} />
      ) : (
        <circle cx={place.x} cy={place.y} r={place.radius} fill="var(--stage)" stroke="var(--surface)" strokeWidth={small ? 0 : 1.2} />
      )}
      {dot.stuck && <circle cx={place.x} cy={place.y} r={place.ring ?? place.radius + 2.6} fill="none" stroke="var(--bad)" strokeWidth={small ? 1 : 1.6} />}
      {selected && <circle cx={place.x} cy={place.y} r={(place.ring ?? place.radius) + (small ? 1.6 : dot.stuck ? 5.4 : 3)} fill="none" stroke="var(--text)" strokeWidth={1.8} />}
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
