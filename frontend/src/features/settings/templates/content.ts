import { transmit, type Upload, UploadError } from '@/relay/transmit';
import { exceeds } from '@/relay/uploadLimits';

export const TEMPLATE_TYPES = '.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ENDING = /\.docx$/i;

export type ContentFlaw = 'empty' | 'tooLarge' | 'wrongKind';

/** Why a document need not even be sent. */
export function flawOf(
  { name, size }: Pick<File, 'name' | 'size'>,
  most: number | undefined,
): ContentFlaw | undefined {
  if (!ENDING.test(name)) return 'wrongKind';
  if (size === 0) return 'empty';
  return exceeds(size, most) ? 'tooLarge' : undefined;
}

/** What a template made of this file is called as long as nobody says otherwise. */
export function nameOf(file: Pick<File, 'name'>): string {
  return file.name.replace(ENDING, '').trim();
}

export interface Kept {
  readonly id: string;
  readonly version: number;
}

export type Parcel = { content: Blob; fileName: string } & (
  | { name: string; language: string }
  | { id: string; expectedVersion: number | undefined }
);

/** Where a template's content goes: a new one, or another content of one that is there. */
export function addressOf(parcel: Parcel): { method: 'POST' | 'PUT'; path: string } {
  const { fileName } = parcel;
  if (!('id' in parcel)) {
    const { name, language } = parcel;
    return {
      method: 'POST',
      path: `/document-templates?${new URLSearchParams({ name, fileName, language })}`,
    };
  }
  const { id, expectedVersion } = parcel;
  const query = new URLSearchParams({ fileName });
  if (expectedVersion !== undefined) query.set('expectedVersion', String(expectedVersion));
  return { method: 'PUT', path: `/document-templates/${id}?${query}` };
}

/** Sends the content past GraphQL; resolves to the template as it is then. */
export function sendContent(parcel: Parcel, onProgress: (part: number) => void): Upload<Kept> {
  const { done, abort } = transmit({ ...addressOf(parcel), body: parcel.content }, onProgress);
  const kept = done.then(({ documentTemplate }) => {
    const made = documentTemplate as Partial<Kept> | undefined;
    if (made?.id && made.version) return { id: made.id, version: made.version };
    throw new UploadError('INTERNAL', '');
  });
  return { done: kept, abort };
}

/** The content as it is now, to put it back; undefined when it cannot be had. */
export async function readContent(url: string): Promise<Blob | undefined> {
  const answer = await fetch(url, { credentials: 'same-origin' }).catch(() => undefined);
  return answer?.ok ? answer.blob() : undefined;
}
