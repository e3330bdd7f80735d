import type { UploadRefusal } from '@/relay/transmit';

/** What the server does not take of a document, by its reason, and how the texts call that. */
const REASONS = {
  UNKNOWN_PLACEHOLDERS: 'unknown',
  UNBALANCED_BRACES: 'unbalanced',
  OUTSIDE_ROW: 'outside',
  NESTED_ROWS: 'nested',
  NO_DOCUMENT: 'noDocument',
  OLD_DOCUMENT: 'old',
  MACROS: 'macros',
  TOO_MANY_PARTS: 'tooManyParts',
  UNPACKED_TOO_LARGE: 'unpacked',
  UNREADABLE: 'unreadable',
  TOO_LARGE: 'over',
} as const;

/** These name placeholders, which people know with their braces. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['UNKNOWN_PLACEHOLDERS', 'OUTSIDE_ROW', 'NESTED_ROWS']);

export type RefusalKey = (typeof REASONS)[keyof typeof REASONS] | 'taken';

export interface Refusal {
  /** The field of the form that has to change. */
  readonly field: 'file' | 'name';
  /** Of its text; undefined when only the server's own words tell it. */
  readonly key: RefusalKey | undefined;
  /** What of the document it is about, or how many there may be. */
  readonly what: string;
  /** Bytes at most. */
  readonly most: number | undefined;
}

function isReason(reason: string | undefined): reason is keyof typeof REASONS {
  return reason !== undefined && reason in REASONS;
}

/** What a refusal means, and at which field it is told. */
export function refusalOf({ code, path, reason, names = [], most }: UploadRefusal): Refusal {
  const field = path.at(-1) === 'name' ? 'name' : 'file';
  if (!isReason(reason)) {
    return { field, key: code === 'TAKEN' ? 'taken' : undefined, what: '', most: undefined };
  }
  const braces = PLACEHOLDERS.has(reason);
  const named = names.map((name) => (braces ? `{{${name}}}` : name)).join(', ');
  const parts = reason === 'TOO_MANY_PARTS';
  return {
    field,
    key: REASONS[reason],
    what: parts ? String(most ?? '') : named,
    most: parts ? undefined : most,
  };
}
