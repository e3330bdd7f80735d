import { nameOf } from '../fields/CustomCell';
import { toText } from '../fields/values';
import type { Value } from './model';

interface CustomValue {
  readonly key: string;
  readonly json?: unknown;
  readonly value?: Parameters<typeof nameOf>[0];
}

/** The company's own fields among the values of a record. */
export function customValues(values: readonly CustomValue[]): [string, Value][] {
  return values.map(({ key, json, value }) => [
    `custom.${key}`,
    { text: toText(json), name: nameOf(value ?? null) },
  ]);
}

export const plain = (value: string | number | null | undefined): Value => ({
  text: value === null || value === undefined || value === '' ? null : String(value),
});

export const referring = (
  record: { readonly id: string; readonly name?: string; readonly label?: string } | null | undefined,
): Value => (record ? { text: record.id, name: record.name ?? record.label ?? null } : { text: null });

export const several = (values: readonly string[]): Value => ({
  text: values.length === 0 ? null : values.join('\n'),
});
