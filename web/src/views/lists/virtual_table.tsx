// A list of any length: 36 px rows that exist only while on screen, one tab stop, arrow keys and j/k between rows,
// Enter opens, Space looks without leaving, x selects. On a phone the rows are two-line cards of the caller's drawing.
// The rows come through `CursorRows`; this file knows nothing about what they are.
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '~/components/icon';
import { Skeleton } from '~/components/states';
import type { CursorRows } from './use_cursor_rows';
import { usePhone } from './use_viewport';
import './virtual_table.css';

export interface VirtualColumn<Row> {
  id: string;
  header: ReactNode;
  /** A CSS grid track: "minmax(160px, 2fr)", "90px". */
  track: string;
  cell: (row: Row) => ReactNode;
  end?: boolean;
  /** The field the server sorts by. */
  sort?: string;
  /** Only shown in windows at least this wide. */
  from?: 1024 | 1280 | 1440 | 1600;
}

interface VirtualTableProps<Row extends { id: string }> {
  label: string;
  rows: CursorRows<Row>;
  columns: readonly VirtualColumn<Row>[];
  card: (row: Row) => ReactNode;
  cardHeight?: number;
  /** What the row is called aloud. */
  nameOf: (row: Row) => string;
  sort: string;
  onSort: (sort: string) => void;
  cursor: number;
  onCursor: (index: number) => void;
  onOpen: (row: Row) => void;
  onPeek: (row: Row) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (row: Row, index: number, range: boolean) => void;
  /** Where the list was when it was left; Back restores it. */
  scrollKey: string;
}

const rowHeight = 36;
const sidebar = 212; // columns are given for whole windows; a panel beside the list takes room as well
const scrollPositions = new Map<string, number>();

export function VirtualTable<Row extends { id: string }>(props: VirtualTableProps<Row>) {
  const { rows, card, cardHeight = 76, label, nameOf, cursor, onCursor, selected, onSelect, scrollKey } = props;
  const { t } = useTranslation();
  const phone = usePhone();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const allColumns = props.columns;
  const columns = useMemo(() => allColumns.filter((column) => (column.from ?? 0) <= width + sidebar), [allColumns, width]);
  const gridId = useId();
  const height = phone ? cardHeight : rowHeight;
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: () => scrollPositions.get(scrollKey) ?? 0,
  });
  useEffect(() => virtual.measure(), [virtual, height]);

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items[items.length - 1]?.index ?? 0;
  const { show } = rows;
  useEffect(() => show(first, last), [show, first, last]);

  const move = (index: number) => {
    const bounded = Math.max(0, Math.min(rows.count - 1, index));
    onCursor(bounded);
    virtual.scrollToIndex(bounded);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || (event.target as HTMLElement).closest('input, textarea, [role=menu]')) return;
    const perPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 1);
    const row = rows.rowAt(cursor);
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(cursor + 1),
      j: () => move(cursor + 1),
      ArrowUp: () => move(cursor - 1),
      k: () => move(cursor - 1),
      PageDown: () => move(cursor + perPage),
      PageUp: () => move(cursor - perPage),
      Home: () => move(0),
      End: () => move(rows.count - 1),
      Enter: () => row && props.onOpen(row),
      ' ': () => row && props.onPeek(row),
      x: () => row && onSelect?.(row, cursor, event.shiftKey),
    };
    const act = steps[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  const latest = useRef({ props, phone });
  latest.current = { props, phone };
  const acts = useMemo<Acts<Row>>(
    () => ({
      toCursor: (index) => latest.current.props.onCursor(index),
      press: (row) => (latest.current.phone ? latest.current.props.onOpen(row) : latest.current.props.onPeek(row)),
      open: (row) => latest.current.props.onOpen(row),
      select: (row, index, range) => latest.current.props.onSelect?.(row, index, range),
    }),
    [],
  );
  const template = [...(onSelect ? ['32px'] : []), ...columns.map((column) => column.track)].join(' ');
  return (
    <div
      ref={scroller}
      className={phone ? 'virtual-table phone' : 'virtual-table'}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.totalIsFloor ? -1 : (rows.total ?? -1)}
      aria-multiselectable={onSelect ? true : undefined}
      aria-activedescendant={rows.rowAt(cursor) ? `${gridId}-${cursor}` : undefined}
      aria-busy={rows.loading || rows.stale}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => scrollPositions.set(scrollKey, event.currentTarget.scrollTop)}
      style={{ ['--tracks' as string]: template }}
    >
      {!phone && (
        <div className="virtual-head" role="row" aria-rowindex={1}>
          {onSelect && <span role="columnheader" aria-label={t('lists.select')} />}
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </div>
      )}
      <div className="virtual-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows.rowAt(item.index);
          return row ? (
            <RowLine
              key={item.key}
              id={`${gridId}-${item.index}`}
              index={item.index}
              top={item.start}
              height={item.size}
              row={row}
              name={nameOf(row)}
              columns={columns}
              card={phone ? card : undefined}
              isCursor={item.index === cursor}
              isSelected={selected?.has(row.id) ?? false}
              selectable={Boolean(onSelect)}
              acts={acts}
            />
          ) : (
            <div key={item.key} className="virtual-row" role="row" aria-rowindex={item.index + 2} style={{ transform: `translateY(${item.start}px)`, height: item.size }}>
              <span role="gridcell" className="virtual-wide">
                <Skeleton height={height - 20} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface Acts<Row> {
  toCursor: (index: number) => void;
  press: (row: Row) => void;
  open: (row: Row) => void;
  select: (row: Row, index: number, range: boolean) => void;
}

interface RowLineProps<Row> {
  id: string;
  index: number;
  top: number;
  height: number;
  row: Row;
  name: string;
  columns: readonly VirtualColumn<Row>[];
  card?: (row: Row) => ReactNode;
  isCursor: boolean;
  isSelected: boolean;
  selectable: boolean;
  acts: Acts<Row>;
}

function RowLineAny<Row extends { id: string }>({ id, index, top, height, row, name, columns, card, isCursor, isSelected, selectable, acts }: RowLineProps<Row>) {
  const { t } = useTranslation();
  return (
    <div
      id={id}
      className="virtual-row"
      role="row"
      aria-rowindex={index + 2}
      aria-label={name}
      aria-selected={selectable ? isSelected : undefined}
      data-cursor={isCursor || undefined}
      data-selected={isSelected || undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={(event: MouseEvent) => {
        acts.toCursor(index);
        if (!(event.target as HTMLElement).closest('a, button, input, label')) acts.press(row);
      }}
      onDoubleClick={() => acts.open(row)}
    >
      {card ? (
        <div role="gridcell" className="virtual-card">
          {card(row)}
        </div>
      ) : (
        <>
          {selectable && (
            <span role="gridcell" className="virtual-select">
              <input type="checkbox" tabIndex={-1} checked={isSelected} aria-label={t('lists.select_one', { name })} onChange={() => undefined} onClick={(event) => acts.select(row, index, event.shiftKey)} />
            </span>
          )}
          {columns.map((column) => (
            <span key={column.id} role="gridcell" className={column.end ? 'virtual-cell end numeric' : 'virtual-cell'}>
              {column.cell(row)}
            </span>
          ))}
        </>
      )}
    </div>
  );
}

// Scrolling moves rows, it does not change them: a row that is already drawn is left alone.
const RowLine = memo(RowLineAny) as typeof RowLineAny;

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(() => window.innerWidth - sidebar);
  useEffect(() => {
    const box = element.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

function HeaderCell<Row>({ column, sort, onSort }: { column: VirtualColumn<Row>; sort: string; onSort: (sort: string) => void }) {
  const field = column.sort;
  const direction = field && sort === field ? 'ascending' : field && sort === `-${field}` ? 'descending' : 'none';
  return (
    <span role="columnheader" className={column.end ? 'virtual-cell end' : 'virtual-cell'} aria-sort={field ? direction : undefined}>
      {field ? (
        <button type="button" className="sort-button" onClick={() => onSort(direction === 'ascending' ? `-${field}` : field)}>
          {column.header}
          {direction !== 'none' && (
            <Icon name="chevron_down" size={10} style={direction === 'ascending' ? { transform: 'rotate(180deg)' } : undefined} />
          )}
        </button>
      ) : (
        column.header
      )}
    </span>
  );
}
