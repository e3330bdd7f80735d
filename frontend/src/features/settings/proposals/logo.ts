import { session } from '@/relay/session';

/** What the server takes. */
export const LOGO_BYTES = 512 * 1024;

/** Why a picture cannot be the logo: as the server puts it, or that it did not answer. */
export class LogoError extends Error {
  override readonly name = 'LogoError';
}

interface Answer {
  errors?: { message?: string; extensions?: { code?: string } }[];
}

/** Puts a picture on the company's proposals in place of the one before. */
export async function sendLogo(file: File): Promise<void> {
  const answer = await fetch('/proposal-logo', {
    method: 'PUT',
    body: file,
    credentials: 'same-origin',
    headers: { 'x-dealstream-client': 'web', 'content-type': file.type || 'application/octet-stream' },
  }).catch(() => undefined);
  if (answer?.ok) return;
  if (answer?.status === 401) session.set('signedOut');
  const told = (await answer?.json().catch(() => undefined)) as Answer | undefined;
  throw new LogoError(told?.errors?.[0]?.message ?? '');
}
