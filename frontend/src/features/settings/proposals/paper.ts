export const TEXTS = [
  'company',
  'address',
  'registrationNumber',
  'taxNumber',
  'email',
  'phone',
  'website',
  'accentColor',
  'intro',
  'terms',
] as const;
export type Text = (typeof TEXTS)[number];
/** As the inputs hold them: nothing is an empty text. */
export type PaperValues = Record<Text, string> & { validDays: number | string };

/** How many days a proposal is valid where nobody has said so, and how many it can be. */
const VALID_DAYS = 30;
export const MOST_DAYS = 730;

/** As the server has them; nobody has set any yet when there are none. */
export type Known = { readonly [field in Text]?: string | null } & {
  readonly version: number;
  readonly validDays: number;
};

/** What the form began with: only what differs from it is sent, on top of its version. */
export interface Base {
  readonly version: number | undefined;
  readonly values: PaperValues;
}

export function baseOf(known: Known | null | undefined): Base {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, known?.[field] ?? ''])) as Record<
    Text,
    string
  >;
  return { version: known?.version, values: { ...texts, validDays: known?.validDays ?? VALID_DAYS } };
}

export type PaperPatch = { [field in Text]?: string | null } & { validDays?: number };

/** What is different, as the API wants it. */
export function patchOf(before: PaperValues, after: PaperValues): PaperPatch {
  const patch: PaperPatch = {};
  for (const field of TEXTS) {
    const text = after[field].trim();
    if (text !== before[field].trim()) patch[field] = text || null;
  }
  if (Number(after.validDays) !== Number(before.validDays)) patch.validDays = Number(after.validDays);
  return patch;
}

/** What the server now has reaches the fields nobody has touched here; the others wait for their own save. */
export function followed(base: Base, shown: PaperValues, now: Base): { base: Base; shown: PaperValues } {
  // An older answer that came late.
  if ((now.version ?? 0) < (base.version ?? 0)) return { base, shown };
  const touched = Object.keys(patchOf(base.values, shown)) as (keyof PaperValues)[];
  const own = (values: PaperValues) => Object.fromEntries(touched.map((field) => [field, values[field]]));
  return {
    base: {
      version: touched.length > 0 ? base.version : now.version,
      values: { ...now.values, ...own(base.values) },
    },
    shown: { ...now.values, ...own(shown) },
  };
}

export function isValidDays(value: number | string): boolean {
  const days = Number(value);
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
}
