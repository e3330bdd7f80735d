import i18next from 'i18next';
import type { UserErrorLike } from '@/app/errors';
import type { Definition } from './definitions';
import { rangeText } from './standards';

/** What the server says of values that it does not take, and what is said of them here. */
export const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^Give a number, such as /, 'number'],
  [/^At most two decimals fit here\.$/, 'cents'],
  [/^At most 16 digits and 10 decimals fit here\.$/, 'digits'],
  [/^Give a day as YYYY-MM-DD\.$/, 'day'],
  [/^Give an instant such as /, 'moment'],
  [/^Give an address that begins with https:\/\/\.$/, 'url'],
  [/^This is not an e-mail address\.$/, 'email'],
  [/^This is not a phone number\.$/, 'phone'],
  [/^This is not among the options offered\.$/, 'option'],
  [/^This field is no longer in use: it can only be cleared\.$/, 'notInUse'],
  // Of rows that are imported.
  [/^“[^”]*” is not a day and a time written as /, 'moment'],
  [/^“[^”]*” is not a day written as /, 'day'],
  [/^“[^”]*” is neither yes nor no$/, 'yesOrNo'],
  [/^Control characters cannot be stored; remove them\.$/, 'control'],
];

/** `["input", "custom", "seats"]` → `seats`; empty for a field's default, which is a value of it as well. */
function keyOf(path: readonly string[]): string | undefined {
  const at = path.findIndex((part) => /custom$/i.test(part));
  if (at >= 0) return path[at + 1];
  return path.at(-1) === 'defaultValue' ? '' : undefined;
}

type Known = Pick<Definition, 'key' | 'minimum' | 'maximum' | 'pattern' | 'help'>;

const decimal = (text: string) =>
  new Intl.NumberFormat(i18next.language, { maximumFractionDigits: 10 }).format(text as `${number}`);

function outOfBounds(
  bound: 'minimum' | 'maximum',
  said: string,
  fields: readonly Known[],
): string | undefined {
  // Other kinds of records may have a field of the same key: the one that is meant has the bound that was told.
  const meant = fields.find((one) => one[bound] != null && Number(one[bound]) === Number(said));
  return rangeText(meant ?? { minimum: null, maximum: null, [bound]: said }, i18next.t, decimal);
}

/**
 * What is wrong with a value of a custom field, in the reader's language and with all that its definition says;
 * undefined when the refusal is about something else.
 */
export function customRefusal(
  { message, path }: Pick<UserErrorLike, 'message' | 'path'>,
  definitions: readonly Known[],
): string | undefined {
  const key = keyOf(path);
  if (key === undefined) return undefined;
  const fields = definitions.filter((one) => one.key === key);
  const [, bound, way] = /^Give (-?[\d.]+) or (more|less)\.$/.exec(message) ?? [];
  if (bound) return outOfBounds(way === 'more' ? 'minimum' : 'maximum', bound, fields);
  const [, most] = /^At most (\d+) characters fit here\.$/.exec(message) ?? [];
  if (most) return i18next.t('fields:refusal.characters', { most: decimal(most) });
  const [, pattern] = /^This does not look as it should: ([\s\S]*)$/.exec(message) ?? [];
  if (pattern !== undefined) {
    // The help says in words what the pattern says to a machine.
    const hint = fields.find((one) => one.pattern === pattern && one.help)?.help ?? pattern;
    return i18next.t('fields:refusal.pattern', { hint });
  }
  const [, sentence] = SENTENCES.find(([said]) => said.test(message)) ?? [];
  return sentence && i18next.t(`fields:refusal.${sentence}`);
}
