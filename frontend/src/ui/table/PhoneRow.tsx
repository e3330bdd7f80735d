import { Table } from '@mantine/core';
import type { DataColumn } from '../DataTable';
import classes from './DataTable.module.css';

interface Props<T> {
  row: T;
  /** Those somebody has switched off are not among them. */
  columns: readonly DataColumn<T>[];
}

/** A row where there is no room for columns: the title and what matters most, details below. */
export function PhoneRow<T>({ row, columns }: Props<T>) {
  const at = (place: DataColumn<T>['phone']) => columns.filter((column) => column.phone === place);
  const values = at('value').slice(0, 1);
  const details = at('detail');
  const notes = at('note').slice(0, 1);
  return (
    <Table.Td className={classes.phone}>
      <div className={classes.phoneLine}>
        {columns
          .filter(({ fixed }) => fixed)
          .map((column) => (
            <div key={column.id} className={classes.phoneTitle}>
              {column.cell(row, true)}
            </div>
          ))}
        {values.map((column) => (
          <div key={column.id} className={classes.phoneValue}>
            {column.cell(row, true)}
          </div>
        ))}
      </div>
      {details.length + notes.length > 0 && (
        <div className={classes.phoneLine} data-quiet>
          <div className={classes.phoneDetails}>
            {details.map((column) => (
              <span key={column.id}>{column.cell(row, true)}</span>
            ))}
          </div>
          {notes.map((column) => (
            <div key={column.id} className={classes.phoneValue}>
              {column.align === 'right' && <span className={classes.phoneLabel}>{column.header}</span>}
              {column.cell(row, true)}
            </div>
          ))}
        </div>
      )}
    </Table.Td>
  );
}
