import { cell, useCell } from './store';

/** `connecting` is the first attempt of a page: nothing to worry about, so no badge. */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

export const connection = cell<ConnectionState>('connecting');

export function useConnection(): ConnectionState {
  return useCell(connection);
}
