import type { FileFilter, FileOrder } from '@/__generated__/DealFilesQuery.graphql';

export const FIELDS = ['UPDATED_AT', 'CREATED_AT', 'NAME', 'SIZE'] as const;
export type Field = (typeof FIELDS)[number];

/** Which of a record's files are shown, and in what order. */
export interface Shown {
  field: Field;
  descending: boolean;
  categoryId?: string;
  /** Those that were put away. */
  away: boolean;
}

/** Names begin at A; of the rest the newest or largest comes first. */
export function startsDescending(field: Field): boolean {
  return field !== 'NAME';
}

export const FIRST: Shown = { field: 'UPDATED_AT', descending: true, away: false };

/** As the address holds it: `-size.away.look_01…`. What is as ever is left out. */
export function viewOf({ field, descending, categoryId, away }: Shown): string | undefined {
  const order = `${descending ? '-' : ''}${field.toLowerCase()}`;
  const words = [
    order === viewWord(FIRST) ? undefined : order,
    away ? 'away' : undefined,
    categoryId || undefined,
  ];
  return words.filter(Boolean).join('.') || undefined;
}

function viewWord({ field, descending }: Shown): string {
  return `${descending ? '-' : ''}${field.toLowerCase()}`;
}

/** What it does not know it passes over. */
export function shownIn(view: string | undefined): Shown {
  const words = view?.split('.') ?? [];
  const shown = { ...FIRST };
  for (const word of words) {
    const field = FIELDS.find((one) => one === word.replace(/^-/, '').toUpperCase());
    if (field) Object.assign(shown, { field, descending: word.startsWith('-') });
    else if (word === 'away') shown.away = true;
    else if (word.startsWith('look_')) shown.categoryId = word;
  }
  return shown;
}

export interface Wanted {
  filter: FileFilter;
  orderBy: FileOrder[];
}

/** As the API asks for it. */
export function wantedOf({ field, descending, categoryId, away }: Shown): Wanted {
  return {
    filter: { archived: { eq: away }, ...(categoryId ? { categoryId: { eq: categoryId } } : {}) },
    orderBy: [{ field, direction: descending ? 'DESC' : 'ASC' }],
  };
}
