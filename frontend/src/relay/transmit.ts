import { ApiError, type ErrorCode } from './http';
import { session } from './session';

/** The server's own words about what it does not take, beside the usual code. */
export class UploadError extends ApiError {}

export interface Upload<Done> {
  /** Rejects with an UploadError; with an AbortError when it was broken off here. */
  done: Promise<Done>;
  abort(): void;
}

interface Refusal {
  errors?: readonly { message: string; extensions?: { code?: ErrorCode; requestId?: string } }[];
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
      reject(new UploadError(code, first?.message ?? '', first?.extensions?.requestId));
    };
    request.onerror = () => reject(new UploadError('NETWORK', ''));
    request.ontimeout = () => reject(new UploadError('NETWORK', ''));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.send(body);
  });
  return { done, abort: () => request.abort() };
}
