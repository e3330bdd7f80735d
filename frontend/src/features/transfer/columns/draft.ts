import type { ImportColumnInput } from '@/__generated__/useStartImportMutation.graphql';
import { guessComma, guessFormat, takingOf } from './guess';

/** What a column, or a constant, becomes. Several of one column: it fills several fields. */
export type Entry = Readonly<ImportColumnInput>;

export interface Draft {
  readonly entries: readonly Entry[];
  /** The column that tells which record a row is; null: by what names such records. */
  readonly keyColumn: string | null;
  /** The saved mapping it comes from. */
  readonly mappingId?: string;
  readonly encoding?: string;
}

export interface Field {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
  readonly type: string;
  readonly reference: string | null | undefined;
  readonly custom: boolean;
}

export interface Column {
  readonly name: string;
  readonly samples: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const flagOf = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

/** Columns as the API keeps them, of a saved mapping or an earlier import; what is not understood is left out. */
export function entriesOf(json: unknown): Entry[] {
  if (!Array.isArray(json)) return [];
  return json.filter(isRecord).flatMap((one): Entry[] => {
    const field = textOf(one.field);
    if (!field) return [];
    const values = Array.isArray(one.values) ? one.values.filter(isRecord) : [];
    const corrections = values.flatMap(({ from, to }) =>
      typeof from === 'string' && typeof to === 'string' ? [{ from, to }] : [],
    );
    return [
      compact({
        field,
        column: textOf(one.column),
        constant: textOf(one.constant),
        format: textOf(one.format),
        decimalComma: flagOf(one.decimalComma),
        values: corrections.length > 0 ? corrections : undefined,
        createMissing: flagOf(one.createMissing),
      }),
    ];
  });
}

function compact(entry: Entry): Entry {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as unknown as Entry;
}

/** How the samples are written, where the field wants to know and nobody has said. */
export function guessed(entry: Entry, field: Field | undefined, column: Column | undefined): Entry {
  if (!field || !column) return entry;
  const taking = takingOf(field);
  if (taking === 'date' || taking === 'time') {
    return { ...entry, format: entry.format ?? guessFormat(column.samples) };
  }
  if (taking === 'number')
    return { ...entry, decimalComma: entry.decimalComma ?? guessComma(column.samples) };
  return entry;
}

/** Entries about this file: those of columns or fields it does not have are left out. */
export function fitting(
  entries: readonly Entry[],
  fields: readonly Field[],
  columns: readonly Column[],
): Entry[] {
  return entries.flatMap((entry) => {
    const field = fields.find(({ key }) => key === entry.field);
    const column = columns.find(({ name }) => name === entry.column);
    if (!field || (entry.column != null && !column)) return [];
    return [guessed(entry, field, column)];
  });
}

/** Gives a column a field, or another one, or none; a field has one source. */
export function choose(
  draft: Draft,
  place: { column: Column; index: number },
  field: Field | undefined,
): Draft {
  const { column, index } = place;
  const own = draft.entries.filter((entry) => entry.column === column.name);
  const replaced = own[index];
  if (replaced && replaced.field === field?.key) return draft;
  const made = field && guessed({ field: field.key, column: column.name }, field, column);
  const rest = draft.entries.filter((entry) => entry === replaced || entry.field !== field?.key);
  const at = replaced ? rest.indexOf(replaced) : rest.length;
  return { ...draft, entries: rest.toSpliced(at, replaced ? 1 : 0, ...(made ? [made] : [])) };
}

/** Says more about how an entry is read. */
export function refine(draft: Draft, entry: Entry, patch: Partial<Entry>): Draft {
  return {
    ...draft,
    entries: draft.entries.map((one) => (one === entry ? compact({ ...one, ...patch }) : one)),
  };
}

/** One value for every row, for a field that the file has no column of; an empty text takes it back. */
export function setConstant(draft: Draft, field: string, constant: string): Draft {
  const rest = draft.entries.filter((entry) => entry.field !== field);
  return { ...draft, entries: constant === '' ? rest : [...rest, { field, constant }] };
}

export function constantOf(draft: Draft, field: string): string {
  return draft.entries.find((entry) => entry.field === field && entry.column == null)?.constant ?? '';
}

/** What every record needs and nothing gives yet. */
export function missingOf(draft: Draft, fields: readonly Field[]): Field[] {
  const given = (key: string) =>
    draft.entries.some(
      (entry) => entry.field === key && (entry.column != null || (entry.constant ?? '').trim() !== ''),
    );
  return fields.filter(({ key, required }) => required && !given(key));
}

/** As the API takes it: without what the fields do not ask for. */
export function inputOf(draft: Draft, fields: readonly Field[]): ImportColumnInput[] {
  return draft.entries.flatMap((entry): ImportColumnInput[] => {
    const field = fields.find(({ key }) => key === entry.field);
    if (!field) return [];
    const { column, constant } = entry;
    if (column == null) return constant?.trim() ? [{ field: field.key, constant: constant.trim() }] : [];
    const taking = takingOf(field);
    const values = entry.values?.filter(({ from, to }) => from.trim() !== '' && to.trim() !== '');
    return [
      compact({
        field: field.key,
        column,
        format: taking === 'date' || taking === 'time' ? (entry.format ?? undefined) : undefined,
        decimalComma: taking === 'number' ? (entry.decimalComma ?? undefined) : undefined,
        values: values && values.length > 0 ? values : undefined,
        createMissing: entry.createMissing ? true : undefined,
      }),
    ];
  });
}

const plain = (text: string) => text.trim().toLocaleLowerCase();

/** Samples that the field has no value of and no correction leads to one. */
export function unknownOf(
  entry: Entry,
  samples: readonly string[],
  known: readonly { readonly value: string; readonly label: string; readonly also?: readonly string[] }[],
): string[] {
  const names = new Set(known.flatMap(({ value, label, also = [] }) => [value, label, ...also].map(plain)));
  // Several values in one cell are parted by semicolons.
  const isKnown = (text: string) => text.split(';').every((part) => names.has(plain(part)));
  const corrected = new Set((entry.values ?? []).map(({ from }) => plain(from)));
  const texts = samples.filter((text) => text.trim() !== '');
  return texts.filter((text) => !isKnown(text) && !corrected.has(plain(text)));
}

/** Whether two drafts come to the same import; the order of the columns does not matter. */
export function isSame(a: Draft, b: Draft, fields: readonly Field[]): boolean {
  const told = (draft: Draft) =>
    JSON.stringify([
      inputOf(draft, fields)
        .map((one) => JSON.stringify(one, Object.keys(one).concat('from', 'to').sort()))
        .sort(),
      draft.keyColumn,
    ]);
  return told(a) === told(b);
}
