// A rating of 1..5 as five buttons; pressing the chosen one again takes it back to unknown.
import { useId } from 'react';

export type Rating = number | null;

interface RatingRowProps {
  label?: string;
  low: string;
  high: string;
  value: Rating;
  onChange: (value: Rating) => void;
  readOnly?: boolean;
  /** What it is called when the label stands elsewhere. */
  name?: string;
}

export function RatingRow({ label, low, high, value, onChange, readOnly, name }: RatingRowProps) {
  const id = useId();
  return (
    <div className="rating-row" role="group" {...(name ? { 'aria-label': name } : { 'aria-labelledby': id })}>
      {!name && (
        <span id={id} className="caption second rating-label">
          {label}
        </span>
      )}
      <span className="caption third rating-end">{low}</span>
      <span className="rating-steps">
        {[1, 2, 3, 4, 5].map((step) => (
          <button key={step} type="button" className="rating-step" aria-pressed={value === step} disabled={readOnly} onClick={() => onChange(value === step ? null : step)}>
            {step}
          </button>
        ))}
      </span>
      <span className="caption third rating-end">{high}</span>
    </div>
  );
}
