/** What the server does not take of a document, by the sentence it says it with. */
const SENTENCES = {
  unknown: /^There is no \{\{/,
  unbalanced: /^Braces do not match in “(.*)”/s,
  outside: /^\{\{(.+?)\}\} stands outside a table/,
  nested: /^\{\{(.+?)\}\} stands in a row inside/,
  noDocument: /^This is no Word document/,
  old: /^This is an old Word document/,
  macros: /^The document has macros/,
  tooManyParts: /^A document has at most (\d+) parts/,
  unpacked: /^The document is larger than (\d+) MiB/,
  unreadable: /^(.+) in the document cannot be read/,
  taken: /^There is a template of this name/,
} as const;

export type RefusalKind = keyof typeof SENTENCES;

export interface Refusal {
  readonly kind: RefusalKind;
  /** What of the document it is about. */
  readonly what: string;
  /** The field of the form that has to change. */
  readonly field: 'file' | 'name';
}

/** The sentence's meaning, for languages other than the server's; undefined when it is one we do not know. */
export function refusalOf(message: string): Refusal | undefined {
  for (const [kind, sentence] of Object.entries(SENTENCES) as [RefusalKind, RegExp][]) {
    const found = sentence.exec(message);
    if (!found) continue;
    // All that nothing is called are named at once.
    const what = kind === 'unknown' ? (message.match(/\{\{.*?\}\}/g) ?? []).join(', ') : (found[1] ?? '');
    return { kind, what, field: kind === 'taken' ? 'name' : 'file' };
  }
  return undefined;
}
