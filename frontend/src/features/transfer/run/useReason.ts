import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../columns/useFieldLabel';

export interface Told {
  /** As the server puts it, in English: "annual_revenue: “many” is not a number"; several joined by semicolons. */
  readonly reason: string;
  /** Of the first refusal; absent for warnings, and for rows of imports from before. */
  readonly code?: string | null;
  /** What it is about; absent when it is the whole row. */
  readonly field?: string | null;
}

/** Of these the sentence is read, not the code: a hint in the company's words, and what a stage asks for. */
const OWN_WORDS: ReadonlySet<string> = new Set(['PATTERN', 'GATE_UNMET']);

export interface Words {
  /** What a stage asks for. */
  gate?: (said: string) => string | undefined;
  /** What a field of the company's own is called, by its key. */
  custom?: (key: string) => string | undefined;
}

/** "… written as %d.%m.%Y" → "… written as DD.MM.YYYY". */
const LETTERS: Readonly<Record<string, string>> = { Y: 'YYYY', m: 'MM', d: 'DD', H: 'hh', M: 'mm' };
const spelled = (said: string) =>
  said.replace(/ written as .*$/s, (format) =>
    format.replace(/%(\w)/g, (all, letter) => LETTERS[letter] ?? all),
  );

/** What is remarked on rows that are taken: there are no codes for that, only the server's sentences. */
const REMARKS: readonly (readonly [RegExp, string])[] = [
  [/^“.*” is not in the list; left empty$/s, 'notInList'],
  [/^“.*” was not in the list; it was added$/s, 'addedToList'],
  [/^“.*” was not there; it was added$/s, 'added'],
  [/^there is no “.*”; left empty$/s, 'nothing'],
  [/^“.*” is below this account itself; left empty$/s, 'below'],
  [/^“.*” is an open stage; left out$/s, 'openStage'],
  [/^later than what happened since; the earlier day counts$/, 'laterDay'],
];

/** "“many” is not a number" → "“many”": the value, where the text tells it. */
const quoted = (text: string) => /“[^”]*”/.exec(text)?.[0];

/** The first refusal and the others; a semicolon within a sentence has no field after it. */
function parted(reason: string): [first: string, ...others: string[]] {
  const [first = '', ...others] = reason.split(/; (?=[\w.]+: )/);
  return [first, ...others];
}

/**
 * Why a row was not taken, in the reader's language as far as there are words for it; the server's text otherwise.
 * `words` are those that have to be asked for first.
 */
export function useReason(words: Words = {}): (told: Told) => string {
  const { t, i18n } = useTranslation(['transfer', 'app']);
  const label = useFieldLabel();
  const labelOf = (key: string) => {
    const own = /^custom\.(\w+)$/.exec(key)?.[1];
    return label({ key, label: own ? (words.custom?.(own) ?? own) : key, custom: own !== undefined });
  };

  /** Reasons begin with the field as the API names it: here it has the name that the pages give it. */
  const named = (text: string): string => {
    const [, key, said] = /^([\w.]+): ([\s\S]+)$/.exec(text) ?? [];
    return key && said ? `${labelOf(key)}: ${remarked(said)}` : text;
  };
  const remarked = (said: string): string => {
    const gate = words.gate?.(said);
    if (gate) return gate;
    const [, remark] = REMARKS.find(([sentence]) => sentence.test(said)) ?? [];
    return remark ? t(`transfer:problems.remark.${remark}`, { value: quoted(said) }) : spelled(said);
  };
  const worded = (code: string, field: string | null | undefined): string | undefined => {
    const keys = field
      ? [`transfer:problems.code.${code}`, `app:userError.${code}`]
      : [`transfer:problems.row.${code}`];
    const key = keys.find((candidate) => i18n.exists(candidate));
    return key && t(key);
  };
  return ({ reason, code, field }) => {
    const [first, ...others] = parted(reason);
    // The server's English is more precise than what could be said by the code.
    const known = code && i18n.language !== 'en' && !OWN_WORDS.has(code) && worded(code, field);
    if (!known) return [first, ...others].map(named).join('; ');
    const value = quoted(first);
    const said = `${field ? `${labelOf(field)}: ` : ''}${known}${value ? ` (${value})` : ''}`;
    return [said, ...others.map(named)].join(' ');
  };
}
