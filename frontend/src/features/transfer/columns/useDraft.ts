import { useCallback, useState } from 'react';
import type { Column, Draft, Entry, Field } from './draft';
import { entriesOf, fitting } from './draft';
import { keep, readKept } from './keep';

interface Stored {
  readonly columns: unknown;
  readonly keyColumn: string | null | undefined;
}

interface Start {
  file: { readonly columns: readonly Column[] };
  fields: readonly Field[];
  mappings: readonly (Stored & { readonly id: string })[];
  like: Stored | null | undefined;
  suggested: readonly Entry[];
}

/** A stored choice of columns, as far as this file and these fields allow. */
export function draftOf(
  { columns, keyColumn }: Stored,
  fields: readonly Field[],
  present: readonly Column[],
): Draft {
  return {
    entries: fitting(entriesOf(columns), fields, present),
    keyColumn: present.some(({ name }) => name === keyColumn) ? (keyColumn ?? null) : null,
  };
}

/** Whether the file has every column that a mapping names. */
function isWhole({ columns }: Stored, present: readonly Column[]): boolean {
  const named = entriesOf(columns).flatMap(({ column }) => column ?? []);
  return named.length > 0 && named.every((column) => present.some(({ name }) => name === column));
}

/**
 * What is chosen before anybody has chosen: the columns of the import that is done again, else of the saved mapping
 * that was made for such a file, else those the server suggests by their names.
 */
export function startOf({ file, fields, mappings, like, suggested }: Start): Draft {
  const again = like && draftOf(like, fields, file.columns);
  if (again && again.entries.length > 0) return again;
  const saved = mappings
    .filter((mapping) => isWhole(mapping, file.columns))
    .map((mapping) => ({ ...draftOf(mapping, fields, file.columns), mappingId: mapping.id }))
    .toSorted((a, b) => b.entries.length - a.entries.length)[0];
  if (saved && saved.entries.length >= suggested.length) return saved;
  return {
    entries: fitting(
      suggested.map(({ field, column }) => ({ field, column })),
      fields,
      file.columns,
    ),
    keyColumn: null,
  };
}

/** The choice for a file, kept in this browser. */
export function useDraft(fileId: string, kind: string, start: () => Draft): [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState(() => readKept(fileId, kind) ?? start());
  const change = useCallback(
    (next: Draft) => {
      setDraft(next);
      keep(fileId, kind, next);
    },
    [fileId, kind],
  );
  return [draft, change];
}
