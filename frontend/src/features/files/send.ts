import { session } from '@/relay/session';

/** Where a file goes: to a record, or to a file as its next version. */
export type Target =
  | { dealId: string }
  | { accountId: string }
  | { contactId: string }
  | { leadId: string }
  | { activityId: string }
  | { fileId: string };

export interface Parcel {
  target: Target;
  file: File;
  categoryId?: string;
  comment?: string;
  /** The same for every attempt, so that none of them makes a second file. */
  key: string;
}

export interface Failure {
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** As the server puts it, in English. */
  message: string;
}

export class SendError extends Error {
  override readonly name = 'SendError';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

export interface Sending {
  /** The file's id. Rejects with a SendError. */
  done: Promise<string>;
  abort: () => void;
}

/** A dead network swallows a request without a word. */
const SILENCE = 60_000;

interface Answer {
  file?: { id?: string };
  errors?: { message?: string; extensions?: { code?: string } }[];
}

function answerOf(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}

function bodyOf({ target, file, categoryId, comment }: Parcel): FormData {
  const body = new FormData();
  for (const [name, id] of Object.entries(target)) body.append(name, id);
  if (categoryId) body.append('categoryId', categoryId);
  if (comment) body.append('comment', comment);
  // The server reads the parts as they come: what they are about precedes the bytes.
  body.append('file', file, file.name);
  return body;
}

/** Sends one file. `fetch` cannot tell how much of it has gone. */
export function sendFile(parcel: Parcel, onProgress: (sent: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<string>((resolve, reject) => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    const fail = (failure: Failure) => {
      clearTimeout(silence);
      reject(new SendError(failure));
    };
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      listen();
      // What surrounds the file in the request counts as little as it is.
      onProgress(Math.min(parcel.file.size, Math.round((loaded / (total || 1)) * parcel.file.size)));
    };
    request.onerror = () => fail({ status: 0, message: '' });
    request.onabort = () => fail({ status: 0, message: '' });
    request.onload = () => {
      const { file, errors } = answerOf(request.responseText);
      if (request.status === 201 && file?.id) {
        clearTimeout(silence);
        return resolve(file.id);
      }
      if (request.status === 401) session.set('signedOut');
      fail({ status: request.status, message: errors?.[0]?.message ?? '' });
    };
    request.open('POST', '/files');
    // Cross-site forms cannot send this header; the server refuses cookie requests without it.
    request.setRequestHeader('x-dealstream-client', 'web');
    request.setRequestHeader('idempotency-key', parcel.key);
    listen();
    request.send(bodyOf(parcel));
  });
  return { done, abort: () => request.abort() };
}
