import { ApiError, type ErrorCode } from '@/relay/http';

/** The server takes files up to here. */
export const LARGEST = 25 * 1024 * 1024;

export type FileProblem = 'empty' | 'tooBig' | 'spreadsheet' | 'notText';

/** Why a file need not even be sent. */
export function problemOf(file: { name: string; size: number; type: string }): FileProblem | undefined {
  if (/\.(xlsx?|ods|numbers)$/i.test(file.name)) return 'spreadsheet';
  if (/^(image|audio|video)\//.test(file.type) || /\.(pdf|zip|docx?)$/i.test(file.name)) return 'notText';
  if (file.size === 0) return 'empty';
  return file.size > LARGEST ? 'tooBig' : undefined;
}

interface Answer {
  importFile?: { id: string };
  errors?: readonly { message: string; extensions?: { code?: ErrorCode; requestId?: string } }[];
}

function answerOf(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}

/** The server's own words about a file it does not take, beside the usual code. */
export class UploadError extends ApiError {}

export interface Upload {
  done: Promise<string>;
  abort(): void;
}

/** Sends the file and tells how much of it is there, from 0 to 1; resolves to its id. `fetch` cannot tell. */
export function upload(file: File, onProgress: (part: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<string>((resolve, reject) => {
    request.open('POST', '/imports');
    // As for /graphql: forms of other sites cannot send it.
    request.setRequestHeader('x-dealstream-client', 'web');
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    };
    request.onload = () => {
      const { importFile, errors } = answerOf(request.responseText);
      if (request.status === 201 && importFile) return resolve(importFile.id);
      const first = errors?.[0];
      const code = first?.extensions?.code ?? (request.status >= 502 ? 'UNAVAILABLE' : 'INTERNAL');
      reject(new UploadError(code, first?.message ?? '', first?.extensions?.requestId));
    };
    request.onerror = () => reject(new UploadError('NETWORK', ''));
    request.ontimeout = () => reject(new UploadError('NETWORK', ''));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
  return { done, abort: () => request.abort() };
}
