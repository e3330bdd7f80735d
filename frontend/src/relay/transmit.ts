import { ApiError, type ErrorCode } from './http';
import { session } from './session';

/** One thing the server does not take: what is wrong, in which part of it, and what that is called. */
export interface UploadRefusal {
  readonly code: string;
  /** In English. */
  readonly message: string;
  readonly path: readonly string[];
  /** What is wrong with what was sent, where its code says too little. */
  readonly reason?: string;
  readonly names?: readonly string[];
  /** What is allowed at most: bytes, or how many. */
  readonly most?: number;
}

/** The server's own words about what it does not take, beside the usual code. */
export class UploadError extends ApiError {
  constructor(
    code: ErrorCode,
    message: string,
    requestId?: string,
    readonly refusals: readonly UploadRefusal[] = [],
  ) {
    super(code, message, requestId);
  }
}

export interface Upload<Done> {
  /** Rejects with an UploadError; with an AbortError when it was broken off here. */
  done: Promise<Done>;
  abort(): void;
}

interface Refusal {
  errors?: readonly {
    message: string;
    extensions?: { code?: ErrorCode; requestId?: string; refusals?: readonly UploadRefusal[] };
  }[];
}

function answerOf(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}

interface Parcel {
  method: 'POST' | 'PUT';
  path: string;
  body: FormData | Blob;
}

/**
 * Sends bytes past GraphQL and tells how much of them has arrived, from 0 to 1; `fetch` cannot tell.
 * Resolves to what the server answers.
 */
export function transmit(
  { method, path, body }: Parcel,
  onProgress: (part: number) => void,
): Upload<Record<string, unknown>> {
  const request = new XMLHttpRequest();
  const done = new Promise<Record<string, unknown>>((resolve, reject) => {
    request.open(method, path);
    // As for /graphql: forms of other sites cannot send it.
    request.setRequestHeader('x-dealstream-client', 'web');
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    };
    request.onload = () => {
      const answer = answerOf(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(answer as Record<string, unknown>);
      const first = (answer as Refusal).errors?.[0];
      const named = first?.extensions?.code ?? (request.status >= 502 ? 'UNAVAILABLE' : 'INTERNAL');
      // Who may not is no fault of what was sent.
      const code = request.status === 403 ? 'FORBIDDEN' : named;
      if (code === 'UNAUTHENTICATED') session.set('signedOut');
      const { requestId, refusals } = first?.extensions ?? {};
      reject(new UploadError(code, first?.message ?? '', requestId, refusals));
    };
    request.onerror = () => reject(new UploadError('NETWORK', ''));
    request.ontimeout = () => reject(new UploadError('NETWORK', ''));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.send(body);
  });
  return { done, abort: () => request.abort() };
}
