/** As many files as a package holds. */
export const MOST_FILES = 50;

/** A file that can be put into a package. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  /** The number of the version that would be pinned. */
  readonly number: number;
  readonly size: number;
  readonly mediaType: string;
}

/** In or out; what comes in goes to the end. More than fit are left out. */
export function toggled(ids: readonly string[], id: string): string[] {
  if (ids.includes(id)) return ids.filter((one) => one !== id);
  return ids.length < MOST_FILES ? [...ids, id] : [...ids];
}

/** Those that have just been uploaded, each once. */
export function withUploaded(ids: readonly string[], uploaded: readonly string[]): string[] {
  return uploaded.reduce<string[]>((all, id) => (all.includes(id) ? all : toggled(all, id)), [...ids]);
}

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** The chosen ones as they are called; of a file that cannot be chosen any more what was known of it. */
export function choicesOf(
  ids: readonly string[],
  ...sources: readonly (readonly Choice[])[]
): readonly Choice[] {
  return ids.flatMap((id) => {
    const known = sources.map((source) => source.find((one) => one.id === id)).find(Boolean);
    return known ? [known] : [];
  });
}

/** Those in whose names all the words occur. */
export function matching(choices: readonly Choice[], text: string): readonly Choice[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ name }) => {
    const low = name.toLocaleLowerCase();
    return words.every((word) => low.includes(word));
  });
}

/** "Contract.pdf, Annex.pdf": what a list of files is called in a sentence. */
export function namesOf(choices: readonly Choice[]): string {
  return choices.map(({ name }) => name).join(', ');
}
