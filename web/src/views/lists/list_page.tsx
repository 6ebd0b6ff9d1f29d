// The frame that all long lists share: views as tabs, search and filters in the address, the virtual table, a panel to
// look at one record without leaving, and the bar for several at once. What a record looks like is the caller's.
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useList } from '~/api/queries';
import type { Collection, Entities } from '~/api/types';
import { useKeys } from '~/app/keys';
import { Page } from '~/app/page';
import { Button } from '~/components/button';
import { EmptyState, ErrorState, SkeletonRows, StaleBar } from '~/components/states';
import { FilterBar, type FilterDefinition } from './filter_bar';
import { readListState, sameState, writeListState, type ListState } from './list_state';
import { PeekPanel } from './peek_panel';
import { useSavedViews, type SavedView } from './saved_views';
import { SaveView } from './save_view';
import { useCursorRows, type CursorRows } from './use_cursor_rows';
import { useSearchRows } from './use_search_rows';
import { usePhone } from './use_viewport';
import { VirtualTable, type VirtualColumn } from './virtual_table';
import './list_page.css';

export interface ListPageProps<Name extends Collection> {
  collection: Name;
  title: string;
  defaultSort: string;
  filters: readonly FilterDefinition[];
  views: readonly SavedView[];
  columns: readonly VirtualColumn<Entities[Name]>[];
  card: (row: Entities[Name]) => ReactNode;
  cardHeight?: number;
  nameOf: (row: Entities[Name]) => string;
  pathOf: (row: Entities[Name]) => string;
  peek: (row: Entities[Name]) => ReactNode;
  actions?: ReactNode;
  /** Shown when there is not one record at all. */
  empty: { text: string; action?: ReactNode };
  bulk?: (rows: Entities[Name][], clear: () => void) => ReactNode;
  countText: (total: string, count: number) => string;
  /** Part of every request, not a filter anybody sees. */
  fixedQuery?: Record<string, string>;
}

export function ListPage<Name extends Collection>(props: ListPageProps<Name>) {
  const { collection, defaultSort, filters, views, title } = props;
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useFixedPage();

  const known = filters.map((filter) => filter.id);
  const state = readListState(search, known, defaultSort);
  const setState = (next: ListState) => {
    const text = writeListState(next, defaultSort).toString();
    void navigate(`${pathname}${text ? `?${text}` : ''}`, { replace: true });
  };
  const searching = Boolean(state.filters.q) && (collection === 'accounts' || collection === 'opportunities');
  const listed = useCursorRows(collection, { ...props.fixedQuery, ...state.filters, sort: state.sort }, !searching);
  const found = useSearchRows(collection === 'opportunities' ? 'opportunities' : 'accounts', searching ? state.filters : {});
  // Which of the two collections it is was decided above; the compiler cannot follow.
  const rows = searching ? (found as unknown as CursorRows<Entities[Name]>) : listed;
  const saved = useSavedViews(collection);
  const all = [...views, ...saved];
  const current = all.find((view) => sameState(view.state, state));
  const tabs = all.map((view) => {
    const text = writeListState(view.state, defaultSort).toString();
    return { label: view.name, to: `${pathname}${text ? `?${text}` : ''}`, current: view === current };
  });

  const counted = rows.total === null ? null : rows.total.toLocaleString('en');
  const total = counted !== null && rows.totalIsFloor ? t('lists.at_least', { total: counted }) : counted;
  return (
    <Page
      title={title}
      note={
        total === null ? undefined : (
          <span className="numeric" title={rows.totalIsFloor ? t('lists.at_least_why') : undefined}>
            {props.countText(total, rows.total ?? 0)}
          </span>
        )
      }
      actions={props.actions}
      tabs={tabs}
      className="list-content"
    >
      <div className="page-bar">
        <FilterBar definitions={filters} state={state} onChange={setState} />
        <span className="grow" />
        <SaveView list={collection} current={current} saved={saved} state={state} onReset={() => setState(views[0]?.state ?? state)} />
      </div>
      <div className="list-body">
        <StaleBar active={rows.stale} />
        <ListBody {...props} rows={rows} state={state} onState={setState} key={collection} />
      </div>
      <span className="visually-hidden" role="status">
        {rows.loading ? t('common.loading') : total !== null && props.countText(total, rows.total ?? 0)}
      </span>
    </Page>
  );
}

interface ListBodyProps<Name extends Collection> extends ListPageProps<Name> {
  rows: CursorRows<Entities[Name]>;
  state: ListState;
  onState: (state: ListState) => void;
}

function ListBody<Name extends Collection>(props: ListBodyProps<Name>) {
  type Row = Entities[Name];
  const { rows, state, onState, pathOf } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const phone = usePhone();
  const [cursor, setCursor] = useState(0);
  const [peeking, setPeeking] = useState(false);
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  const anchor = useRef(0);
  const question = writeListState(state, props.defaultSort).toString();
  useEffect(() => setCursor(0), [question]);

  const clear = () => setSelected(new Map());
  useKeys({
    Escape: () => {
      if (peeking) setPeeking(false);
      else if (selected.size > 0) clear();
    },
  });

  if (rows.error) {
    return (
      <div className="list-message">
        <ErrorState error={rows.error} onRetry={rows.retry} />
      </div>
    );
  }
  if (rows.loading) {
    return (
      <div className="list-message">
        <SkeletonRows rows={12} height={phone ? 76 : 36} />
      </div>
    );
  }
  if (rows.count === 0) {
    return <NoRows {...props} />;
  }

  const select = (row: Row, index: number, range: boolean) => {
    const next = new Map(selected);
    if (range) {
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
      for (let at = from; at <= to; at += 1) {
        const other = rows.rowAt(at);
        if (other) next.set(other.id, other);
      }
    } else if (!next.delete(row.id)) next.set(row.id, row);
    anchor.current = index;
    setSelected(next);
  };
  const open = (row: Row) => void navigate(pathOf(row));
  const peeked = peeking && !phone ? rows.rowAt(cursor) : undefined;
  return (
    <>
      <div className="list-table">
        <VirtualTable
          label={props.title}
          rows={rows}
          columns={props.columns}
          card={props.card}
          cardHeight={props.cardHeight}
          nameOf={props.nameOf}
          sort={state.sort}
          onSort={(sort) => onState({ ...state, sort })}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={open}
          onPeek={(row) => setPeeking((before) => !(before && rows.rowAt(cursor)?.id === row.id))}
          selected={new Set(selected.keys())}
          onSelect={props.bulk && !phone ? select : undefined}
          scrollKey={`${props.collection}?${question}`}
        />
        {selected.size > 0 && props.bulk && (
          <div className="bulk-bar" role="toolbar" aria-label={t('lists.selected', { count: selected.size })}>
            <b className="numeric">{t('lists.selected', { count: selected.size })}</b>
            {props.bulk([...selected.values()], clear)}
            <Button small variant="ghost" onPress={clear}>
              {t('lists.clear_selection')}
            </Button>
          </div>
        )}
      </div>
      {peeked && (
        <PeekPanel title={props.nameOf(peeked)} to={pathOf(peeked)} onClose={() => setPeeking(false)}>
          {props.peek(peeked)}
        </PeekPanel>
      )}
    </>
  );
}

/** A view filters too: before the first record no filter is to blame. */
function NoRows<Name extends Collection>({ collection, fixedQuery, state, onState, empty }: ListBodyProps<Name>) {
  const { t } = useTranslation();
  const filtered = Object.keys(state.filters).length > 0;
  const any = useList(collection, { ...fixedQuery, limit: 1 }, { enabled: filtered });
  if (filtered && any.isPending) return <div className="list-message" aria-hidden="true" />;
  const blamed = filtered && any.data?.items.length !== 0;
  return (
    <div className="list-message">
      <EmptyState action={blamed ? <Button onPress={() => onState({ ...state, filters: {} })}>{t('lists.clear_filters')}</Button> : empty.action}>{blamed ? t('lists.nothing_matches') : empty.text}</EmptyState>
    </div>
  );
}

/** While a list is on screen the page itself does not scroll; its rows do. */
function useFixedPage(): void {
  useLayoutEffect(() => {
    document.documentElement.classList.add('fixed-page');
    return () => document.documentElement.classList.remove('fixed-page');
  }, []);
}
