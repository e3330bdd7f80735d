import type { TFunction } from 'i18next';
import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLazyLoadQuery } from 'react-relay/hooks';
import type { definitionsQuery } from '@/__generated__/definitionsQuery.graphql';
import { useFormat } from '@/i18n/format';
import { definitions, type FieldSubject } from './definitions';

/** What the company asks of a built-in field. Whether a text is as its pattern wants, the server says. */
export type Standard = definitionsQuery['response']['dataStandards'][number];

export type Standards = ReadonlyMap<string, Standard>;

/** Those of one kind of record, by field. Suspends the first time; `LiveFields` keeps them true. */
export function useStandards(subject: FieldSubject): Standards {
  const all = useLazyLoadQuery<definitionsQuery>(definitions, {}).dataStandards;
  return useMemo(
    () => new Map(all.filter((one) => one.subject === subject).map((one) => [one.field, one])),
    [all, subject],
  );
}

/** Whose fields are shown below; without it nothing is asked of them. */
export const StandardsContext = createContext<Standards>(new Map());

type Numbers = (value: string) => string;

/** Why the server would refuse a value, as far as that can be told here. */
export function complaint(
  standard: Standard | undefined,
  value: unknown,
  t: TFunction,
  shown: Numbers = String,
): string | undefined {
  if (!standard) return undefined;
  const empty = Array.isArray(value)
    ? value.length === 0
    : value === null || value === undefined || String(value).trim() === '';
  if (empty) return standard.required ? t('common:edit.required') : undefined;
  const { minimum, maximum } = standard;
  const low = minimum !== null && minimum !== undefined && Number(value) < Number(minimum);
  const high = maximum !== null && maximum !== undefined && Number(value) > Number(maximum);
  return low || high ? rangeText(standard, t, shown) : undefined;
}

/** "10 to 99", "10 or more", "99 or less"; undefined without bounds. */
export function rangeText(
  { minimum, maximum }: Pick<Standard, 'minimum' | 'maximum'>,
  t: TFunction,
  shown: Numbers = String,
): string | undefined {
  const low = minimum === null || minimum === undefined ? undefined : shown(minimum);
  const high = maximum === null || maximum === undefined ? undefined : shown(maximum);
  if (low !== undefined && high !== undefined) return t('fields:standards.between', { low, high });
  if (low !== undefined) return t('fields:standards.atLeast', { low });
  return high === undefined ? undefined : t('fields:standards.atMost', { high });
}

export interface Asked {
  required: boolean;
  validate: (value: string | null) => string | undefined;
}

/** For an editor of one field: what is asked of it where it stands. */
export function useAsked(field: string): Asked {
  const { t } = useTranslation(['fields', 'common']);
  const format = useFormat();
  const standard = useContext(StandardsContext).get(field.replace(/Id$/, ''));
  return {
    required: standard?.required ?? false,
    validate: (value) => complaint(standard, value, t, (number) => format.number(Number(number))),
  };
}

/** Fields that refer to records or to values of lists: inputs call them by their id. */
const REFERENCES = new Set(['account', 'industry', 'parent', 'primaryContact', 'source']);

/** What inputs call a field: `industry` is at `industryId`. */
export function inputOf(field: string): string {
  return REFERENCES.has(field) ? `${field}Id` : field;
}

type Rule = (value: unknown) => string | null;

export interface FormStandards {
  /** For `validate` of the form: of those of its inputs something is asked of. */
  rules: Record<string, Rule>;
  /** For an input, by its name: whether it is marked as required, and what it should look like. */
  asked: (input: string) => { required?: boolean; description?: string };
  /** Required fields that the form has no input for. */
  missing: readonly Standard[];
}

/** What is asked in a form for a new record with these inputs. */
export function formStandards(
  standards: Standards,
  inputs: readonly string[],
  t: TFunction,
  shown: Numbers = String,
): FormStandards {
  const byInput = new Map([...standards.values()].map((one) => [inputOf(one.field), one]));
  const known = inputs.filter((input) => byInput.has(input));
  return {
    rules: Object.fromEntries(
      known.map((input): [string, Rule] => [
        input,
        (value) => complaint(byInput.get(input), value, t, shown) ?? null,
      ]),
    ),
    asked: (input) => {
      const standard = byInput.get(input);
      return standard
        ? { required: standard.required || undefined, description: standard.patternHint ?? undefined }
        : {};
    },
    missing: [...standards.values()].filter((one) => one.required && !inputs.includes(inputOf(one.field))),
  };
}

export function useFormStandards(subject: FieldSubject, inputs: readonly string[]): FormStandards {
  const { t } = useTranslation(['fields', 'common']);
  const format = useFormat();
  return formStandards(useStandards(subject), inputs, t, (number) => format.number(Number(number)));
}

/** Values of inputs that stand in no form of their own, by their names. */
export type MoreValues = Record<string, string | null>;

/** For `validate: { more: … }`. */
export function moreRules(missing: readonly Standard[], t: TFunction): Record<string, Rule> {
  return Object.fromEntries(
    missing.map((one): [string, Rule] => [inputOf(one.field), (value) => complaint(one, value, t) ?? null]),
  );
}

/** As the mutations take them: whole numbers are numbers, decimals stay text. */
export function moreInput(missing: readonly Standard[], values: MoreValues): Record<string, unknown> {
  return Object.fromEntries(
    missing.map(({ field }) => {
      const value = values[inputOf(field)]?.trim() || null;
      const whole = field === 'employees' || field === 'foundedYear';
      return [inputOf(field), whole && value !== null ? Number(value) : value];
    }),
  );
}

/** A refusal of such a value, at its input. */
export function atMore<E extends { readonly path: readonly string[] }>(
  error: E,
  missing: readonly Standard[],
  below = 'more',
): E {
  const path = error.path[0] === 'input' ? error.path.slice(1) : error.path;
  const found = missing.some(({ field }) => inputOf(field) === path[0]);
  return found ? { ...error, path: ['input', below, ...path] } : error;
}
