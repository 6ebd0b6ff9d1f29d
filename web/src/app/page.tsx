// The frame of a view: title row, optional filter bar, optional tabs, scrolling content. Sets the document's title.
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

interface PageProps {
  title: string;
  /** Parts before the title: [{label, to}]. */
  crumbs?: { label: string; to: string }[];
  /** Beside the title: the other name, tags, a question. */
  note?: ReactNode;
  actions?: ReactNode;
  bar?: ReactNode;
  tabs?: { label: string; to: string; count?: number | null; current?: boolean }[];
  children: ReactNode;
  /** Class of the content grid. */
  className?: string;
}

export function Page({ title, crumbs, note, actions, bar, tabs, children, className }: PageProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  // A record without a name of its own is called what its list is called.
  const before = crumbs?.filter((crumb) => crumb.label !== title);
  useEffect(() => {
    document.title = `${title} · ${t('product.name')}`;
  }, [title, t]);
  return (
    <>
      <header className="page-top">
        <div className="page-title">
          {before?.map((crumb) => (
            <span key={crumb.to} className="row third crumb">
              <Link to={crumb.to}>{crumb.label}</Link>
              <span aria-hidden="true">›</span>
            </span>
          ))}
          <h1 className="ellipsis" title={title}>
            {title}
          </h1>
          {note && <span className="page-note">{note}</span>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {bar && <div className="page-bar">{bar}</div>}
      {tabs && (
        <nav className="tabs" aria-label={title}>
          {tabs.map((tab) => (
            <Link key={tab.to} to={tab.to} className="tab" aria-current={(tab.current ?? pathname === tab.to) ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && tab.count !== null && <span className="third numeric caption">{tab.count}</span>}
            </Link>
          ))}
        </nav>
      )}
      <div className={`page-content ${className ?? ''}`}>{children}</div>
    </>
  );
}
