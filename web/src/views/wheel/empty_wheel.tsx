// The wheel before the first customer: its outline with the eight stages, so that one sees what is to be filled.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { stages } from '~/api/types';
import { phoneDial as dial, rimPath, spokePath, textPath } from './geometry';

export function EmptyWheel() {
  const { t, i18n } = useTranslation();
  const id = useId();
  return (
    <svg className="empty-wheel" viewBox={`0 0 ${dial.width} ${dial.height}`} width={dial.width} height={dial.height} aria-hidden="true">
      {stages.map((stage, index) => (
        <g key={stage} data-stage={index + 1}>
          <path id={`${id}${index}`} d={textPath(dial, index, dial.name)} fill="none" />
          <path d={rimPath(dial, index)} fill="none" stroke="var(--stage)" strokeWidth={1.5} />
          <path d={spokePath(dial, index)} stroke="var(--line-2)" />
          <text fontSize={i18n.language === 'en' ? 11 : 14} fontWeight={600} fill="var(--text-2)" textAnchor="middle">
            <textPath href={`#${id}${index}`} startOffset="50%">
              {`${index + 1} ${t(`stage.${stage}`)}`}
            </textPath>
          </text>
        </g>
      ))}
      <circle cx={dial.x} cy={dial.y} r={dial.stall} fill="none" stroke="var(--bad)" strokeDasharray="3 4" opacity={0.5} />
      <circle cx={dial.x} cy={dial.y} r={dial.hub} fill="var(--surface)" stroke="var(--line-2)" />
      <text x={dial.x} y={dial.y + 8} textAnchor="middle" fontSize={24} fontWeight={600} fill="var(--text-3)">
        0
      </text>
    </svg>
  );
}
