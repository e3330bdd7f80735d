import { cell, useCell } from './store';

/** `connecting` is the first attempt of a page: nothing to worry about, so no badge. */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

export const connection = cell<ConnectionState>('connecting');

/** Whether a write has no chance. An open socket is better proof than what the browser believes. */
export function isOffline(): boolean {
  const state = connection.get();
  return state === 'offline' || (state !== 'live' && !navigator.onLine);
}

export function useConnection(): ConnectionState {
  return useCell(connection);
}
