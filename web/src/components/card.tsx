// A bordered surface with a title row: the unit every page is laid out in.
import { useId, type CSSProperties, type ReactNode } from 'react';

interface CardProps {
  title?: ReactNode;
  /** The same title in the other language, for screens where it teaches. */
  other?: string;
  otherLanguage?: string;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  style?: CSSProperties;
  /** The children bring their own padding. */
  bare?: boolean;
}

export function Card({ title, other, otherLanguage, note, actions, children, className, style, bare }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${className ?? ''}`} style={style} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className="card-header">
          <h2 id={id}>{title}</h2>
          {other && (
            <span className="other-language" lang={otherLanguage}>
              {other}
            </span>
          )}
          {note && (
            <span className="caption third ellipsis" title={typeof note === 'string' ? note : undefined}>
              {note}
            </span>
          )}
          <span className="grow" />
          {actions}
        </div>
      )}
      {bare ? children : <div className="card-body">{children}</div>}
    </section>
  );
}
