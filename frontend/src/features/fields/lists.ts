import { useMemo } from 'react';
import type { SortOrder } from '@/searchParams';
import type { FilterField, FilterKind } from '@/ui/FilterBar';
import { type Field, type FieldSubject, type FieldType, useFields } from './definitions';
import { isNumber } from './values';

const PREFIX = 'custom.';

/** Columns, filters and orders in an address call a field as histories and events do: `custom.<key>`. */
export function customName(key: string): string {
  return PREFIX + key;
}

export function customKeyOf(name: string): string | undefined {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : undefined;
}

const FILTERS: Partial<Record<FieldType, FilterKind>> = {
  NUMBER: 'number',
  MONEY: 'number',
  BOOLEAN: 'boolean',
  DATE: 'date',
  DATE_TIME: 'instant',
  SELECT: 'options',
  MULTI_SELECT: 'options',
  USER: 'user',
  ACCOUNT: 'account',
  CONTACT: 'contact',
};

export function filterOf({ key, label, type, options }: Field): FilterField {
  return {
    key: customName(key),
    label,
    kind: FILTERS[type] ?? 'text',
    customKey: key,
    options: options.map(({ value, label: text }) => ({ value, label: text })),
  };
}

/** A list's filters, the built-in ones first. Suspends. */
export function useWithCustom(subject: FieldSubject, builtIn: FilterField[]): FilterField[] {
  const fields = useFields(subject);
  return useMemo(() => [...builtIn, ...fields.map(filterOf)], [builtIn, fields]);
}

export interface CustomColumn {
  id: `custom.${string}`;
  header: string;
  size: number;
  minSize?: number;
  align?: 'right';
  sortField?: string;
  optional: true;
}

const WIDE: ReadonlySet<FieldType> = new Set(['LONG_TEXT', 'URL', 'EMAIL', 'MULTI_SELECT']);

export function columnOf({ key, label, type }: Field): CustomColumn {
  return {
    id: `custom.${key}`,
    header: label,
    size: WIDE.has(type) ? 220 : type === 'DATE_TIME' ? 190 : 160,
    // While it is edited, both the day and the time are to be seen.
    minSize: type === 'DATE_TIME' ? 184 : undefined,
    align: isNumber(type) ? 'right' : undefined,
    // Several options have no order.
    sortField: type === 'MULTI_SELECT' ? undefined : customName(key),
    optional: true,
  };
}

/** The custom fields as columns that can be switched on. Suspends. */
export function useCustomColumns(subject: FieldSubject): readonly CustomColumn[] {
  const fields = useFields(subject);
  return useMemo(() => fields.map(columnOf), [fields]);
}

/** An order of the address as the API takes it. One by a field that there is no more is left out. */
export function orderInput<O extends SortOrder>(
  order: O,
  columns: readonly Pick<CustomColumn, 'sortField'>[],
): (O & { customKey?: string }) | undefined {
  const customKey = customKeyOf(order.field);
  if (customKey === undefined) return order;
  if (!columns.some(({ sortField }) => sortField === order.field)) return undefined;
  return { ...order, field: 'CUSTOM', customKey };
}
