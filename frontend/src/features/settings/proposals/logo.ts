import { transmit, type Upload, UploadError } from '@/relay/transmit';
import { exceeds } from '@/relay/uploadLimits';

export const LOGO_TYPES = ['image/png', 'image/jpeg'] as const;

export type LogoProblem = 'empty' | 'tooLarge' | 'wrongType';

/** Why a picture need not even be sent. */
export function problemOf(
  { size, type }: { size: number; type: string },
  most: number | undefined,
): LogoProblem | undefined {
  // A system that knows no types says none: then the server looks into it.
  if (type && !LOGO_TYPES.some((known) => known === type)) return 'wrongType';
  if (size === 0) return 'empty';
  return exceeds(size, most) ? 'tooLarge' : undefined;
}

/** Puts a picture on the company's proposals in place of the one before; resolves to the settings' id. */
export function sendLogo(picture: Blob, onProgress: (part: number) => void): Upload<string> {
  const { done, abort } = transmit({ method: 'PUT', path: '/proposal-logo', body: picture }, onProgress);
  const id = done.then(({ proposalSettings: made }) => {
    if (typeof made === 'object' && made !== null && 'id' in made) return String(made.id);
    throw new UploadError('INTERNAL', '');
  });
  return { done: id, abort };
}

/** The picture as it is now, to put it back; undefined when it cannot be had. */
export async function readLogo(url: string): Promise<Blob | undefined> {
  const answer = await fetch(url, { credentials: 'same-origin' }).catch(() => undefined);
  return answer?.ok ? answer.blob() : undefined;
}
