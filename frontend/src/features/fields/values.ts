import type { FieldType } from './definitions';

/**
 * Inputs work with text, as decimals, days and ids are text in the API anyway: an option's key, several keys with
 * commas between them, `true` or `false`. Null is empty.
 */
export function toText(json: unknown): string | null {
  if (json === null || json === undefined || json === '') return null;
  if (Array.isArray(json)) return json.length === 0 ? null : json.join(',');
  return String(json);
}

export function keysOf(text: string | null): string[] {
  return text ? text.split(',') : [];
}

/** What the API takes for it. */
export function toJson(type: FieldType, text: string | null): string | boolean | string[] | null {
  const clean = text?.trim();
  if (!clean) return null;
  if (type === 'BOOLEAN') return clean === 'true';
  if (type === 'MULTI_SELECT') return keysOf(clean);
  return clean;
}

/** For `custom` of the mutations that make records: what is empty is left to its default only where nothing was shown. */
export function toInputs(
  fields: readonly { readonly key: string; readonly type: FieldType }[],
  values: Readonly<Record<string, string | null>>,
): { key: string; value: string | boolean | string[] | null }[] {
  return fields
    .filter(({ key }) => key in values)
    .map(({ key, type }) => ({ key, value: toJson(type, values[key] ?? null) }));
}

const LINKED: ReadonlySet<FieldType> = new Set(['USER', 'ACCOUNT', 'CONTACT']);

export function isReference(type: FieldType): boolean {
  return LINKED.has(type);
}

export function isNumber(type: FieldType): boolean {
  return type === 'NUMBER' || type === 'MONEY';
}

export function isText(type: FieldType): boolean {
  return type === 'TEXT' || type === 'LONG_TEXT' || type === 'URL' || type === 'EMAIL' || type === 'PHONE';
}

export function hasOptions(type: FieldType): boolean {
  return type === 'SELECT' || type === 'MULTI_SELECT';
}

export function decimalsOf(type: FieldType): number {
  return type === 'MONEY' ? 2 : 10;
}

/** Where a value leads when it is an address or a number to call. Only schemes that are safe to follow. */
export function hrefOf(type: FieldType, text: string | null): string | undefined {
  if (text === null) return undefined;
  if (type === 'EMAIL') return `mailto:${text}`;
  if (type === 'PHONE') return `tel:${text.replace(/[^+\d]/g, '')}`;
  if (type === 'URL' && /^https?:\/\//i.test(text)) return text;
  return undefined;
}
