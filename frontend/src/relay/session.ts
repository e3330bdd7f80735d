import { cell } from './store';

/** `unknown` until a page has asked the server who is signed in. */
export type SessionState = 'unknown' | 'signedIn' | 'signedOut';

export const session = cell<SessionState>('unknown');
