/** Something that happened to a package, as its history tells it, newest first. */
interface Entry {
  readonly kind: string;
  readonly at: string;
  readonly changes: readonly { readonly field: string }[];
}

export interface SinceLast {
  /** When approval was asked for before. */
  readonly at: string;
  /** What was changed between the two, by the fields' names; files not among them, they are marked one by one. */
  readonly fields: readonly string[];
}

const SUBMITTED = 'contract_package.submitted';
const CHANGED = 'contract_package.changed';

/** What happened since approval was asked for before; nothing when this is the first time. */
export function sinceLast(entries: readonly Entry[]): SinceLast | undefined {
  const [last, before] = entries.flatMap((entry, index) => (entry.kind === SUBMITTED ? [index] : []));
  const previous = before === undefined ? undefined : entries[before];
  if (last === undefined || before === undefined || !previous) return undefined;
  const fields = entries
    .slice(last + 1, before)
    .filter(({ kind }) => kind === CHANGED)
    .flatMap(({ changes }) => changes.map(({ field }) => field));
  return { at: previous.at, fields: [...new Set(fields)] };
}

interface Pinned {
  readonly file: { readonly createdAt: string };
  readonly version: { readonly createdAt: string };
}

/** Whether a pinned file, or its version, is newer than that. */
export function noveltyOf({ file, version }: Pinned, since: string): 'file' | 'version' | undefined {
  const then = Date.parse(since);
  if (Date.parse(file.createdAt) > then) return 'file';
  return Date.parse(version.createdAt) > then ? 'version' : undefined;
}
