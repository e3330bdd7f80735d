import { customKeyOf } from '../../fields/lists';
import type { Column, Entry, Field } from './draft';

/** Columns of the file that were given to custom fields which are no longer in use, each once. */
export function givenToPutAway(
  entries: readonly Entry[],
  fields: readonly Field[],
  columns: readonly Column[],
): { column: string; key: string }[] {
  const found = entries.flatMap(({ field, column }) => {
    const key = customKeyOf(field);
    const gone = key !== undefined && !fields.some((one) => one.key === field);
    return gone && columns.some(({ name }) => name === column) && column ? [{ column, key }] : [];
  });
  return found.filter(
    (one, at) => found.findIndex(({ column, key }) => column === one.column && key === one.key) === at,
  );
}
