import i18next from 'i18next';

const MIN = 8;
const MAX = 128;

/** What is wrong with a new password, as far as that can be told without the server; it also knows the guessable ones. */
export function passwordProblem(password: string): string | null {
  // Counted as the server counts: an emoji is one character.
  const length = [...password].length;
  return length >= MIN && length <= MAX ? null : i18next.t('app:password.length', { min: MIN, max: MAX });
}

export function passwordHint(): string {
  return i18next.t('app:password.hint', { min: MIN });
}
