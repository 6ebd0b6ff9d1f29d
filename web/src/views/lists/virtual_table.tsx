// A list of any length: 36 px rows that exist only while on screen, one tab stop, arrow keys and j/k between rows,
// Enter opens, Space looks without leaving, x selects. On a phone the rows are two-line cards of the caller's drawing.
// The rows come through `CursorRows`; this file knows nothing about what they are.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject } from 'react';
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
  from?: 1024 | 1280 | 1440;
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
  const columns = props.columns.filter((column) => (column.from ?? 0) <= width + sidebar);
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
          const style = { transform: `translateY(${item.start}px)`, height: item.size };
          if (!row) {
            return (
              <div key={item.key} className="virtual-row" role="row" aria-rowindex={item.index + 2} style={style}>
                <span role="gridcell" className="virtual-wide">
                  <Skeleton height={height - 20} />
                </span>
              </div>
            );
          }
          const isSelected = selected?.has(row.id) ?? false;
          return (
            <div
              key={item.key}
              id={`${gridId}-${item.index}`}
              className="virtual-row"
              role="row"
              aria-rowindex={item.index + 2}
              aria-label={nameOf(row)}
              aria-selected={onSelect ? isSelected : undefined}
              data-cursor={item.index === cursor || undefined}
              data-selected={isSelected || undefined}
              style={style}
              onClick={(event: MouseEvent) => {
                onCursor(item.index);
                if (!(event.target as HTMLElement).closest('a, button, input, label')) (phone ? props.onOpen : props.onPeek)(row);
              }}
              onDoubleClick={() => props.onOpen(row)}
            >
              {phone ? (
                <div role="gridcell" className="virtual-card">
                  {card(row)}
                </div>
              ) : (
                <>
                  {onSelect && (
                    <span role="gridcell" className="virtual-select">
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        checked={isSelected}
                        aria-label={t('lists.select_one', { name: nameOf(row) })}
                        onChange={() => undefined}
                        onClick={(event) => onSelect(row, item.index, event.shiftKey)}
                      />
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
        })}
      </div>
    </div>
  );
}

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
