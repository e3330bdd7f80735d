import { useTranslation } from 'react-i18next';
import type { UserErrorLike } from '@/app/errors';
import { labelIn } from '@/i18n/label';
import { useDefinitions } from '../../fields/definitions';
import { customRefusal } from '../../fields/refusal';
import { useNeedLabel } from '../../gate/useNeedLabel';
import { SUBJECT } from '../columns/known';
import { useFieldLabel } from '../columns/useFieldLabel';
import type { ImportKind } from '../kinds';

export interface Why {
  /** As the server puts it, in English: "annual_revenue: “many” is not a number"; several joined by semicolons. */
  readonly reason: string;
  /** All that is wrong with a row that was refused; empty for remarks, and for rows of imports from before. */
  readonly refusals: readonly UserErrorLike[];
}

/** "… written as %d.%m.%Y" → "… written as DD.MM.YYYY". */
const LETTERS: Readonly<Record<string, string>> = { Y: 'YYYY', m: 'MM', d: 'DD', H: 'hh', M: 'mm' };
const spelled = (said: string) =>
  said.replace(/ written as .*$/s, (format) =>
    format.replace(/%(\w)/g, (all, letter) => LETTERS[letter] ?? all),
  );

/** What is remarked on rows that are taken: there are no codes for that, only the server's sentences. */
export const REMARKS: readonly (readonly [RegExp, string])[] = [
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

const withValue = (told: string, message: string): string => {
  const value = quoted(message);
  return value ? `${told} (${value})` : told;
};

/**
 * What was odd about a row, each thing of it a sentence: in the reader's language as far as there are words for it, as
 * the server puts it otherwise. Suspends until the company's own fields are known.
 */
export function useReason(kind: ImportKind | null | undefined): (why: Why) => string[] {
  const { t, i18n } = useTranslation(['transfer', 'app']);
  const label = useFieldLabel();
  const needLabel = useNeedLabel();
  const definitions = useDefinitions();
  const subject = kind ? SUBJECT[kind] : undefined;
  const labelOf = (key: string) => {
    const own = /^custom\.(\w+)$/.exec(key)?.[1];
    const found = own && definitions.find((one) => one.key === own && one.subject === subject);
    return label({ key, label: found ? labelIn(found, i18n.language) : (own ?? key), custom: !!own });
  };

  /** Remarks begin with the field as the API names it: here it has the name that the pages give it. */
  const remarked = (text: string): string => {
    const [, key, said] = /^([\w.]+): ([\s\S]+)$/.exec(text) ?? [];
    if (!key || !said) return text;
    const [, remark] = REMARKS.find(([sentence]) => sentence.test(said)) ?? [];
    const told = remark ? t(`transfer:problems.remark.${remark}`, { value: quoted(said) }) : spelled(said);
    return `${labelOf(key)}: ${told}`;
  };
  /** The server's English is more precise than what could be said by the code, and a hint is in the company's words. */
  const worded = ({ code, message }: UserErrorLike, field: string): string => {
    const keys = field
      ? [`transfer:problems.code.${code}`, `app:userError.${code}`]
      : [`transfer:problems.row.${code}`];
    const key = keys.find((candidate) => i18n.exists(candidate));
    if (i18n.language === 'en') return spelled(message);
    const ofOwn = definitions.filter((one) => one.subject === subject);
    const own = customRefusal({ message, path: field.split('.') }, ofOwn);
    if (own) return withValue(own, message);
    if (!key || code === 'PATTERN') return spelled(message);
    return withValue(t(key), message);
  };
  const refused = (refusal: UserErrorLike): string => {
    const { stage, missing, path } = refusal;
    if (missing?.length) {
      const list = missing.map(({ kind: of, key, label: said }) => needLabel(of, key, said)).join(', ');
      return t('transfer:problems.gate', { stage: stage?.name ?? '', list });
    }
    const field = path.join('.');
    return field ? `${labelOf(field)}: ${worded(refusal, field)}` : worded(refusal, field);
  };
  return ({ reason, refusals }) => (refusals.length > 0 ? refusals.map(refused) : [remarked(reason)]);
}
