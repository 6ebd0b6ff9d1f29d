// The wheel in small: where a customer stands (filled, hollow when unproven) and the next stage (outlined).
import { useTranslation } from 'react-i18next';
import { nextStage, stageNumber, type Stage } from '~/api/types';

const outer = 18.5;
const inner = 10.5;
const gap = 0.8; // half the space between two arcs

/** One eighth of the ring, index 0 at the top right, clockwise; the sides are parallel to the spokes. */
function arc(index: number): string {
  const point = (radius: number, boundary: number, side: 1 | -1) => {
    const angle = (boundary * Math.PI) / 4;
    const along = Math.sqrt(radius * radius - gap * gap);
    const x = 20 + along * Math.sin(angle) + side * gap * Math.cos(angle);
    const y = 20 - along * Math.cos(angle) + side * gap * Math.sin(angle);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  };
  return (
    `M${point(outer, index, 1)}A${outer} ${outer} 0 0 1 ${point(outer, index + 1, -1)}` +
    `L${point(inner, index + 1, -1)}A${inner} ${inner} 0 0 0 ${point(inner, index, 1)}Z`
  );
}

const arcs = Array.from({ length: 8 }, (_, index) => arc(index));

interface MiniWheelProps {
  stage: Stage;
  next?: Stage | null;
  unproven?: boolean;
  size?: number;
}

export function MiniWheel({ stage, next = nextStage(stage), unproven, size = 46 }: MiniWheelProps) {
  const { t } = useTranslation();
  const current = stageNumber(stage);
  const following = next ? stageNumber(next) : 0;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 40 40"
      role="img"
      aria-label={t('stage_card.position', { number: current, stage: t(`stage.${stage}`) })}
      style={{ flex: 'none' }}
    >
      {arcs.map((path, index) => {
        const number = index + 1;
        if (number === current && !unproven) return <path key={number} d={path} data-stage={number} fill="var(--stage)" />;
        const outlined = number === following || number === current;
        return (
          <path
            key={number}
            d={path}
            data-stage={number}
            fill="var(--surface-3)"
            stroke={outlined ? 'var(--stage)' : undefined}
            strokeWidth={number === current ? 2.2 : 1.4}
            strokeDasharray={number === current ? '2.4 1.6' : undefined}
          />
        );
      })}
      <text x="20" y="24.3" textAnchor="middle" fontSize="12" fontWeight="600" fill="var(--text)">
        {current}
      </text>
    </svg>
  );
}
