import i18next from 'i18next';
import { toast } from '@/app/toasts';
import type { Upload } from './queue';

/** The records whose files are on screen: what becomes of their uploads is seen there. */
export const watched = new Set<string>();

/** Tells those who went on to another page what became of a file. */
export function tellAway({ about, state, file: { name } }: Pick<Upload, 'about' | 'state' | 'file'>): void {
  if (watched.has(about)) return;
  const id = `upload-${name}`;
  if (state === 'done') toast.success(i18next.t('files:uploaded', { name }), { id });
  else toast.error(i18next.t('files:notUploaded', { name }), { id });
}
