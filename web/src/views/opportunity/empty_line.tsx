// A part of the cockpit that has nothing yet: its name, what would be here, and the way to begin, on one line.
import { useId, type ReactNode } from 'react';

export function EmptyLine({ title, children, action }: { title: string; children: string; action?: ReactNode }) {
  const id = useId();
  return (
    <section className="empty-line" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <span className="empty-line-words second" title={children}>
        {children}
      </span>
      {action}
    </section>
  );
}
