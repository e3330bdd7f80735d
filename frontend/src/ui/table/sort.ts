import type { SortOrder } from '@/searchParams';

/** Ascending, descending, back to the list's own order. */
export function nextSort(field: string, sort: SortOrder | undefined): SortOrder | undefined {
  if (sort?.field !== field) return { field, direction: 'ASC' };
  return sort.direction === 'ASC' ? { field, direction: 'DESC' } : undefined;
}
