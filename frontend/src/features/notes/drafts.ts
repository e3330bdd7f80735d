import { useCallback, useState } from 'react';

const PREFIX = 'ds-note';

/** Where what a person is writing about a record, or over a note, is kept. */
export function draftKey(viewerId: string, id: string): string {
  return `${PREFIX}:${viewerId}:${id}`;
}

export function readDraft(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    // Storage may be blocked; the text then lasts as long as its field.
    return '';
  }
}

export function writeDraft(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Blocked or full: as above.
  }
}

/** On sign-out: nobody else at this browser is to find them. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(`${PREFIX}:`)) sessionStorage.removeItem(key);
    }
  } catch {
    // Then there are none.
  }
}

export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => readDraft(key));
  const change = useCallback(
    (next: string) => {
      setText(next);
      writeDraft(key, next);
    },
    [key],
  );
  return [text, change];
}

export interface Edit {
  /** The version that the writing began on. */
  version: number;
  body: string;
}

/** An unfinished edit of a note, as it was left. */
export function readEdit(key: string): Edit | undefined {
  const [, version, body] = /^(\d+)\n([\s\S]*)$/.exec(readDraft(key)) ?? [];
  return version === undefined || body === undefined ? undefined : { version: Number(version), body };
}

export function writeEdit(key: string, edit: Edit | undefined): void {
  writeDraft(key, edit ? `${edit.version}\n${edit.body}` : '');
}
