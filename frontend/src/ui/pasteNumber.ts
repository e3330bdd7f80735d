import i18next from 'i18next';
import type { ClipboardEvent } from 'react';

/** The sign before the decimals, as the language writes it. */
function decimalSign(language: string): string {
  const parts = new Intl.NumberFormat(language).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/**
 * A number copied from a sheet or a letter, as inputs take it: `1 234,50 Kč` is `1234.50`. Undefined where it is no
 * number. With one sign only, and three digits behind it, the language says whether it parts thousands or decimals.
 */
export function plainNumber(text: string, language: string): string | undefined {
  const bare = text.replace(/[\s'’]|\p{Sc}|\p{L}+\.?|%/gu, '').replace(/^[−–]/, '-');
  if (!/^-?\d[\d.,]*$|^-?[.,]\d+$/.test(bare)) return undefined;
  const signs = bare.match(/[.,]/g) ?? [];
  const last = signs.at(-1);
  if (last === undefined) return bare;
  const at = bare.lastIndexOf(last);
  const several = signs.filter((sign) => sign === last).length > 1;
  const thousands = bare.length - at - 1 === 3 && signs.length === 1 && !/^-?0/.test(bare);
  const parted = several || (thousands && last !== decimalSign(language));
  if (parted) return bare.replace(/[.,]/g, '');
  return `${bare.slice(0, at).replace(/[.,]/g, '')}.${bare.slice(at + 1)}`;
}

/**
 * The inputs for numbers take any sign for that of the decimals: a pasted `1,234.50` would be 1.2345. Set for the
 * capturing phase, before they read it.
 */
export function pasteNumber(event: ClipboardEvent<HTMLInputElement>): void {
  const text = event.clipboardData.getData('text');
  const plain = plainNumber(text, i18next.language);
  if (plain === undefined || plain === text) return;
  event.preventDefault();
  event.stopPropagation();
  // As if it had been typed: the input formats it, and Ctrl+Z takes it back.
  document.execCommand('insertText', false, plain);
}
