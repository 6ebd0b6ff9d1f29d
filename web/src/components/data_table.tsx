// A plain table over typed columns, with sortable headers. Lists of any length use the virtual rows of their view;
// this one is for what fits on a page. On a phone a row becomes a small card, each cell with the name of its column; the
// roles are spelled out because a browser forgets them once a table is displayed as something else.
import type { Key, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon';

export interface Column<Row> {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Where rows become cards it takes the whole width. */
  long?: boolean;
  end?: boolean;
  width?: number | string;
  /** The field to sort by, when the server can. */
  sort?: string;
  /** This column names the row for screen readers. */
  rowHeader?: boolean;
}

interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => Key;
  sort?: string;
  onSort?: (sort: string) => void;
  compact?: boolean;
  onOpen?: (row: Row) => void;
}

export function DataTable<Row>({ label, columns, rows, rowKey, sort, onSort, compact, onOpen }: DataTableProps<Row>) {
  return (
    <table className={compact ? 'table compact stacking' : 'table stacking'} aria-label={label} role="table">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={rowKey(row)} onDoubleClick={onOpen && (() => onOpen(row))}>
            {columns.map((column) =>
              column.rowHeader ? (
                <th key={column.id} scope="row" role="rowheader" className={column.end ? 'end' : undefined}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.id} role="cell" data-label={typeof column.header === 'string' ? column.header : undefined} className={column.end ? 'end numeric' : column.long ? 'long' : undefined}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeaderCellProps<Row> {
  column: Column<Row>;
  sort?: string;
  onSort?: (sort: string) => void;
}

export function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const { t } = useTranslation();
  const field = column.sort;
  const direction = field && sort === field ? 'ascending' : field && sort === `-${field}` ? 'descending' : 'none';
  return (
    <th scope="col" role="columnheader" className={column.end ? 'end' : undefined} style={column.width ? { width: column.width } : undefined} aria-sort={field ? direction : undefined}>
      {field && onSort ? (
        <button type="button" className="sort-button" title={t('common.sort')} onClick={() => onSort(direction === 'ascending' ? `-${field}` : field)}>
          {column.header}
          {direction !== 'none' && <Icon name="chevron_down" size={10} style={direction === 'ascending' ? { transform: 'rotate(180deg)' } : undefined} />}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}
