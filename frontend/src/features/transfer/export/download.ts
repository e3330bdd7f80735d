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

/**
 * Lets the browser save what is at this address, however big it is: it writes the file while it comes. A browser that
 * is refused would show the refusal instead of the page, so the page asks first, and reads no further than whether it
 * may.
 */
export async function download(address: string): Promise<void> {
  const first = new AbortController();
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin', signal: first.signal });
  } catch (cause) {
    throw new DownloadError('NETWORK', cause instanceof Error ? cause.message : '');
  }
  if (!response.ok) throw await refusalOf(response);
  first.abort();
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
