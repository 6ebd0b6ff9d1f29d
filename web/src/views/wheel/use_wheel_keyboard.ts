// The wheel by keyboard. One tab stop; first the stages, then the dots of one stage by value.
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { stages, type Stage, type WheelDot } from '~/api/types';
import { useFormat } from '~/format/use_format';
import type { StageFigures } from './figures';
import type { PlacedDot } from './geometry';

interface KeyboardTargets {
  figures: StageFigures[];
  onInspect: (dot: WheelDot | null, stage: Stage | null) => void;
  onStage: (stage: Stage) => void;
  onOpen: (dot: WheelDot) => void;
}

export function useWheelKeyboard(props: KeyboardTargets, placed: PlacedDot[], byId: Map<string, WheelDot>) {
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
