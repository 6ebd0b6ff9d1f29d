// One score of the grid, from the customer's viewpoint: 1..5 by key, arrow or press; Delete clears it.
import type { KeyboardEvent } from 'react';
import { ScoreBlocks } from '../selling/marks';

interface ScoreCellProps {
  label: string;
  score: number | null;
  ours?: boolean;
  readOnly?: boolean;
  onChange: (score: number | null) => void;
}

export function ScoreCell({ label, score, ours, readOnly, onChange }: ScoreCellProps) {
  if (readOnly) return <ScoreBlocks score={score} ours={ours} label={label} />;
  const change = (next: number | null) => {
    if (next !== score) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const now = score ?? 0;
    if (/^[1-5]$/.test(event.key)) change(Number(event.key));
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') change(Math.min(5, now + 1));
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') change(Math.max(1, now - 1));
    else if (event.key === 'Delete' || event.key === 'Backspace') change(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={ours ? 'score-cell ours' : 'score-cell'}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={5}
      aria-valuenow={score ?? undefined}
      aria-valuetext={score === null ? '–' : String(score)}
      onKeyDown={onKeyDown}
    >
      {[1, 2, 3, 4, 5].map((step) => (
        <span key={step} className={score !== null && step <= score ? 'score-step on' : 'score-step'} onClick={() => change(step === score ? null : step)}>
          <i />
        </span>
      ))}
      <b className="numeric caption">{score ?? '–'}</b>
    </div>
  );
}
