import { ApiError, type ErrorCode } from '@/relay/http';

interface Refused {
  errors?: readonly { message: string; extensions?: { code?: ErrorCode; requestId?: string } }[];
}

/** Why the server does not give a file, with its own words. */
export class DownloadError extends ApiError {}

async function refusalOf(response: Response): Promise<DownloadError> {
  const body: Refused = await response.json().catch(() => ({}));
  const first = body.errors?.[0];
  const code = first?.extensions?.code ?? (response.status >= 502 ? 'UNAVAILABLE' : 'INTERNAL');
  return new DownloadError(code, first?.message ?? '', first?.extensions?.requestId);
}

/** What the server calls the file; nothing when it does not say. */
export function nameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Not as it should be; the plain name still serves.
    }
  }
  return /filename="([^"]*)"/i.exec(disposition ?? '')?.[1] ?? '';
}

/**
 * Fetches what is at this address and hands it to the browser to save. Nothing is handed over before all of it is
 * there: a refusal, and a file that broke off on its way, can be told.
 */
export async function download(address: string, signal?: AbortSignal): Promise<void> {
  let bytes: string;
  let name: string;
  try {
    const response = await fetch(address, { credentials: 'same-origin', ...(signal ? { signal } : {}) });
    if (!response.ok) throw await refusalOf(response);
    name = nameIn(response.headers.get('content-disposition'));
    // What is big the browser puts on the disk.
    bytes = URL.createObjectURL(await response.blob());
  } catch (cause) {
    // Whoever called it off knows.
    if (signal?.aborted) return;
    if (cause instanceof DownloadError) throw cause;
    throw new DownloadError('NETWORK', cause instanceof Error ? cause.message : '');
  }
  const link = document.createElement('a');
  link.href = bytes;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(bytes), 60_000);
}
