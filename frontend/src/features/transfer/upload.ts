import { transmit, type Upload, UploadError } from '@/relay/transmit';
import { exceeds } from '@/relay/uploadLimits';

export type FileProblem = 'empty' | 'tooBig' | 'spreadsheet' | 'notText';

/** Why a file need not even be sent. */
export function problemOf(
  file: { name: string; size: number; type: string },
  most: number | undefined,
): FileProblem | undefined {
  if (/\.(xlsx?|ods|numbers)$/i.test(file.name)) return 'spreadsheet';
  if (/^(image|audio|video)\//.test(file.type) || /\.(pdf|zip|docx?)$/i.test(file.name)) return 'notText';
  if (file.size === 0) return 'empty';
  return exceeds(file.size, most) ? 'tooBig' : undefined;
}

/** Sends the file and tells how much of it is there, from 0 to 1; resolves to its id. */
export function upload(file: File, onProgress: (part: number) => void): Upload<string> {
  const form = new FormData();
  form.append('file', file, file.name);
  const { done, abort } = transmit({ method: 'POST', path: '/imports', body: form }, onProgress);
  const id = done.then(({ importFile }) => {
    if (typeof importFile === 'object' && importFile !== null && 'id' in importFile)
      return String(importFile.id);
    throw new UploadError('INTERNAL', '');
  });
  return { done: id, abort };
}
