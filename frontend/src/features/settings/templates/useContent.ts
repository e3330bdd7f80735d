import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiErrorText, refusedOffline } from '@/app/errors';
import { trackChange } from '@/app/undo';
import { UploadError } from '@/relay/transmit';
import { useUploadLimits } from '@/relay/uploadLimits';
import { sizeText } from '../../files/sizes';
import { flawOf, type Kept, type Parcel, sendContent } from './content';
import { refusalOf } from './refusal';

/** What came of it: the template, or what is wrong at which field; neither when it was broken off here. */
export interface Arrival {
  readonly kept?: Kept;
  readonly problem?: { readonly field: 'file' | 'name'; readonly text: string };
}

/** Brings a template's content, and tells how much of it has arrived, from 0 to 1. */
export function useContent() {
  const { t, i18n } = useTranslation('documents');
  const most = useUploadLimits()?.documentTemplateBytes;
  const [part, setPart] = useState<number>();
  const running = useRef<{ abort(): void }>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  /** What is wrong with a file before a byte of it is sent. */
  const flaw = (file: File | null): string | null => {
    const found = file ? flawOf(file, most) : 'none';
    const size = sizeText(i18n.language, file?.size ?? 0);
    return found ? t(`refused.${found}`, { size, most: sizeText(i18n.language, most ?? 0) }) : null;
  };

  const problemOf = (error: UploadError): Arrival['problem'] => {
    const [first] = error.refusals;
    if (!first) return { field: 'file', text: apiErrorText(error) };
    const { field, key, what, most: limit } = refusalOf(first);
    const size = limit === undefined ? '' : sizeText(i18n.language, limit);
    // What is not known here the server's own words tell.
    const text = key ? t(`refused.${key}`, { what, most: size }) : first.message;
    return { field, text: text || apiErrorText(error) };
  };

  const send = async (parcel: Parcel): Promise<Arrival> => {
    if (running.current || refusedOffline()) return {};
    setPart(0);
    const started = sendContent(parcel, setPart);
    running.current = started;
    const arrived = started.done.then(
      (kept): Arrival => ({ kept }),
      // Broken off here is no news.
      (error: unknown): Arrival => (error instanceof UploadError ? { problem: problemOf(error) } : {}),
    );
    trackChange(arrived);
    const result = await arrived;
    running.current = undefined;
    setPart(undefined);
    return result;
  };
  return { send, flaw, part, cancel: () => running.current?.abort() };
}
