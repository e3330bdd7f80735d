export interface Placeholder {
  readonly key: string;
  readonly label: string;
  readonly repeats: boolean;
}

export interface Group {
  /** What they tell of: `deal`, `line`; `today` and the like are `general`. */
  readonly id: string;
  readonly all: readonly Placeholder[];
}

/** As it is written in a document. */
export const written = (key: string): string => `{{${key}}}`;

/** The key of its words in our texts; fields of the company's own have the company's words. */
export function wordKey(key: string): string | undefined {
  return key.includes('.custom.') ? undefined : `word.${key.replace('.', '_')}`;
}

/** Only what has the text in its name or its words, by what it tells of, in the order the server has them. */
export function groupsOf(
  placeholders: readonly Placeholder[],
  words: (placeholder: Placeholder) => string,
  text: string,
): Group[] {
  const wanted = text.trim().toLowerCase();
  const groups = new Map<string, Placeholder[]>();
  for (const one of placeholders) {
    if (!`${written(one.key)} ${words(one)}`.toLowerCase().includes(wanted)) continue;
    const [first = '', ...rest] = one.key.split('.');
    const id = rest.length > 0 ? first : 'general';
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups].map(([id, all]) => ({ id, all }));
}
