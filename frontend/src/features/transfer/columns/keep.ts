import type { Draft } from './draft';
import { entriesOf } from './draft';

const PREFIX = 'ds-import';

/** What somebody has chosen for a file outlives the tab: the file stays with the server for days. */
function keyOf(fileId: string, kind: string): string {
  return `${PREFIX}:${fileId}:${kind}`;
}

export function readKept(fileId: string, kind: string): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(fileId, kind)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const { entries, keyColumn, mappingId, encoding } = kept as Record<string, unknown>;
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
    return {
      entries: entriesOf(entries),
      keyColumn: text(keyColumn) ?? null,
      mappingId: text(mappingId),
      encoding: text(encoding),
    };
  } catch {
    // Blocked storage, or a text that is none of ours: the suggestions are shown again.
    return undefined;
  }
}

export function keep(fileId: string, kind: string, draft: Draft): void {
  try {
    localStorage.setItem(keyOf(fileId, kind), JSON.stringify(draft));
  } catch {
    // Then it lasts as long as the page.
  }
}

/** On sign-out: the columns and corrections may name customers. */
export function forgetKept(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(`${PREFIX}:`)) localStorage.removeItem(key);
  } catch {
    // Then there are none.
  }
}
