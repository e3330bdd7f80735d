import type { RecordSource } from 'relay-runtime';

type Json = unknown;
type JsonObject = { [key: string]: Json };

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Takes the fields out of records that are older than what the store already holds.
 *
 * The record's id stays, so the event still points at the (newer) cached record; fields that are absent leave
 * the store untouched. Compare with the base records, never with optimistic ones: an own pending move
 * carries version + 1, and somebody else's change of that very version must not be lost when ours is refused.
 */
export function dropStale<T>(payload: T, base: Pick<RecordSource, 'get'>): T {
  return prune(payload, base) as T;
}

function prune(value: Json, base: Pick<RecordSource, 'get'>): Json {
  if (Array.isArray(value)) return value.map((item) => prune(item, base));
  if (!isObject(value)) return value;
  const { id, version } = value;
  if (typeof id === 'string' && typeof version === 'number') {
    const cached = base.get(id)?.version;
    if (typeof cached === 'number' && version < cached) return { __typename: value.__typename, id };
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, prune(inner, base)]));
}
