/** What a field takes, as far as the page treats it differently. */
export type Taking = 'date' | 'time' | 'number' | 'choice' | 'reference' | 'text';

const DATES = new Set(['date', 'day']);
const TIMES = new Set(['datetime', 'instant', 'timestamp']);
const NUMBERS = new Set(['number', 'money', 'decimal', 'integer', 'int', 'percent', 'float', 'amount']);
const CHOICES = new Set([
  'select',
  'multiselect',
  'lookup',
  'choice',
  'enum',
  'stage',
  'pipeline',
  'user',
  'status',
]);

export function takingOf(field: {
  readonly type: string;
  readonly reference: string | null | undefined;
}): Taking {
  if (field.reference) return 'reference';
  const type = field.type.toLowerCase().replace(/_/g, '');
  if (DATES.has(type)) return 'date';
  if (TIMES.has(type)) return 'time';
  if (NUMBERS.has(type)) return 'number';
  return CHOICES.has(type) ? 'choice' : 'text';
}

const ORDERS = [
  [/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/, 'Ymd'],
  [/^(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})$/, 'dmY'],
] as const;

const CLOCK = /[ T](\d{1,2}:\d{2})(:\d{2})?$/;

/** Formats that are offered whatever the file has. */
export const FORMATS = ['%Y-%m-%d', '%d.%m.%Y', '%d/%m/%Y', '%m/%d/%Y', '%d-%m-%Y', '%Y/%m/%d'] as const;

function clockOf(sample: string): string {
  const found = CLOCK.exec(sample);
  if (!found) return '';
  return `${sample[found.index]}%H:%M${found[2] ? ':%S' : ''}`;
}

function dayOf(sample: string): string | undefined {
  const text = sample.trim().replace(CLOCK, '');
  const [first, order] = ORDERS.find(([shape]) => shape.test(text)) ?? [];
  const parts = first?.exec(text);
  const sign = parts?.[2];
  if (!parts || !sign) return undefined;
  if (order === 'Ymd') return `%Y${sign}%m${sign}%d`;
  const space = text.includes(' ') ? ' ' : '';
  // A first number above 12 is no month; only slashes put the month first, and only where the second says so.
  const monthFirst = sign === '/' && Number(parts[3]) > 12;
  return monthFirst ? `%m/%d/%Y` : `%d${sign}${space}%m${sign}${space}%Y`;
}

/** How the days of a column are written, when all samples agree to one way. */
export function guessFormat(samples: readonly string[]): string | undefined {
  const found = samples.filter((text) => text.trim() !== '').map((text) => dayOf(text));
  if (found.length === 0 || found.includes(undefined)) return undefined;
  // One sample that can only be month first decides for those that could be either.
  const day = found.find((one) => one?.startsWith('%m/')) ?? found[0];
  const clocks = new Set(samples.filter((text) => text.trim() !== '').map(clockOf));
  const same = new Set(found.map((one) => (one === '%d/%m/%Y' && day === '%m/%d/%Y' ? day : one)));
  return same.size === 1 && clocks.size === 1 && day ? day + [...clocks][0] : undefined;
}

/** The last day of the year in this format: a day that nobody takes for a month. */
export function exampleOf(format: string): string {
  const parts: Record<string, string> = { Y: '2026', m: '12', d: '31', H: '17', M: '05', S: '00', y: '26' };
  return format.replace(/%([YmdHMSy])/g, (_, letter: string) => parts[letter] ?? '');
}

/** Whether numbers are written as 1.234,50 is; nothing where the samples do not tell. */
export function guessComma(samples: readonly string[]): boolean | undefined {
  const texts = samples.map((text) => text.trim().replace(/[\s\u00a0']|[^\d.,-]/g, ''));
  if (texts.some((text) => /\d,\d{1,2}$|\d,\d{4,}$|\.\d{3},/.test(text))) return true;
  return texts.some((text) => /\d\.\d{1,2}$|\d\.\d{4,}$|,\d{3}\./.test(text)) ? false : undefined;
}
