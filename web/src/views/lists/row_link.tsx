// The name of a row as a real link: it can be opened in a new tab. The list itself is one tab stop; Enter opens too.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export function RowLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="row-link" tabIndex={-1}>
      {children}
    </Link>
  );
}
