import { connection } from '@/relay/connection';
import { session } from '@/relay/session';
import { type Cell, cell } from '@/relay/store';
import { uploadLimitsCell } from '@/relay/uploadLimits';
import { type Failure, type Parcel, SendError, type Sending, sendFile, type Target } from './send';
import { flawOf } from './sizes';
import { tellAway } from './watched';

export interface Upload {
  readonly id: string;
  /** Whose it is, and the record on whose page it shows: `aboutOf`. */
  readonly about: string;
  readonly target: Target;
  readonly file: File;
  readonly categoryId?: string;
  readonly comment?: string;
  /** `refused` was never sent, and cannot be. */
  readonly state: 'waiting' | 'sending' | 'done' | 'failed' | 'refused';
  /** Bytes that have gone. */
  readonly sent: number;
  readonly failure?: Failure;
  /** What it became. */
  readonly fileId?: string;
}

export interface Adding {
  about: string;
  target: Target;
  categoryId?: string;
  comment?: string;
}

type Send = (parcel: Parcel, onProgress: (sent: number) => void) => Sending;

/** More would only share the same line. */
const AT_ONCE = 3;

/** Where the page came without https, `randomUUID` is not there. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Files of one person on their way to one record: the next person at this browser does not get to see them. */
export function aboutOf(viewerId: string, recordId: string): string {
  return `${viewerId} ${recordId}`;
}

/** Whether leaving the page now would lose something. */
export function isUnfinished({ state, failure }: Upload): boolean {
  return state === 'waiting' || state === 'sending' || (state === 'failed' && failure?.status === 0);
}

/**
 * The files on their way. It lives outside the pages: who leaves a record while its files are being sent finds them
 * there later.
 */
export function createQueue(send: Send = sendFile, tell: (upload: Upload) => void = () => {}) {
  const uploads: Cell<readonly Upload[]> = cell<readonly Upload[]>([]);
  const sendings = new Map<string, Sending>();

  const patch = (id: string, change: Partial<Upload>) =>
    uploads.set(uploads.get().map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  const find = (id: string) => uploads.get().find((upload) => upload.id === id);

  async function start(upload: Upload): Promise<void> {
    const { id, target, file, categoryId, comment } = upload;
    patch(id, { state: 'sending', sent: 0, failure: undefined });
    const sending = send({ key: id, target, file, categoryId, comment }, (sent) => patch(id, { sent }));
    sendings.set(id, sending);
    try {
      const fileId = await sending.done;
      patch(id, { state: 'done', sent: file.size, fileId });
    } catch (error) {
      // What was stopped because the session ended must not go out again by itself.
      const ended = session.get() === 'signedOut';
      const failure =
        error instanceof SendError && !ended ? error.failure : { status: ended ? 401 : 0, message: '' };
      patch(id, { state: 'failed', failure });
    }
    sendings.delete(id);
    const now = find(id);
    if (now) tell(now);
    pump();
  }

  function pump(): void {
    for (;;) {
      const running = uploads.get().filter(({ state }) => state === 'sending').length;
      const next = uploads.get().find(({ state }) => state === 'waiting');
      if (!next || running >= AT_ONCE) return;
      void start(next);
    }
  }

  const retry = (id: string) => {
    if (find(id)?.state !== 'failed') return;
    patch(id, { state: 'waiting', failure: undefined });
    pump();
  };

  return {
    uploads,
    add(files: readonly File[], adding: Adding): void {
      const fresh = files.map(
        (file): Upload => ({
          ...adding,
          id: newId(),
          file,
          state: flawOf(file, uploadLimitsCell.get()?.fileBytes) ? 'refused' : 'waiting',
          sent: 0,
        }),
      );
      uploads.set([...uploads.get(), ...fresh]);
      pump();
    },
    retry,
    /** What the network broke off goes out again. */
    retryBroken(): void {
      for (const { id, state, failure } of uploads.get()) {
        if (state === 'failed' && failure?.status === 0) retry(id);
      }
    },
    /** Takes it off the list; what of it is on its way is stopped. */
    drop(id: string): void {
      uploads.set(uploads.get().filter((upload) => upload.id !== id));
      sendings.get(id)?.abort();
    },
    /** The session is over: nothing goes on until its person is back and says so. */
    halt(): void {
      for (const upload of uploads.get()) {
        if (isUnfinished(upload))
          patch(upload.id, { state: 'failed', failure: { status: 401, message: '' } });
      }
      for (const { abort } of sendings.values()) abort();
    },
    forget(): void {
      uploads.set([]);
      for (const { abort } of sendings.values()) abort();
    },
  };
}

export const queue = createQueue(sendFile, tellAway);

/** On sign-out: what one person began must not go on in the name of the next. */
export function forgetUploads(): void {
  queue.forget();
}

const guard = (event: BeforeUnloadEvent) => event.preventDefault();
let guarded = false;
queue.uploads.subscribe(() => {
  const needed = queue.uploads.get().some(isUnfinished);
  if (needed === guarded) return;
  guarded = needed;
  if (needed) window.addEventListener('beforeunload', guard);
  else window.removeEventListener('beforeunload', guard);
});

session.subscribe(() => {
  if (session.get() === 'signedOut') queue.halt();
});

connection.subscribe(() => {
  if (connection.get() === 'live') queue.retryBroken();
});
