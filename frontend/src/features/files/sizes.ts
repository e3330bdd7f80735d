import { exceeds } from '@/relay/uploadLimits';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people say it: 1.4 MB. */
export function sizeText(locale: string, bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < UNITS.length - 1) {
    value /= 1024;
    step += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 1 && value < 10 ? 1 : 0,
  }).format(value);
}

/** What is known of a file to be refused before a byte of it is sent. */
export function flawOf(
  { size }: Pick<File, 'size'>,
  most: number | undefined,
): 'empty' | 'tooLarge' | undefined {
  if (size === 0) return 'empty';
  return exceeds(size, most) ? 'tooLarge' : undefined;
}
