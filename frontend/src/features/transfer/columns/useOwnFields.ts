import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { labelIn } from '@/i18n/label';
import { type Definition, useDefinitions } from '../../fields/definitions';
import { customKeyOf, customName } from '../../fields/lists';
import type { ImportKind } from '../kinds';
import type { Column, Entry, Field } from './draft';
import { SUBJECT } from './known';

const plain = (text: string) => text.trim().toLocaleLowerCase();

/** Columns that nothing is suggested for, when a custom field is called so in any language. */
export function byOwnNames(
  suggested: readonly Entry[],
  definitions: readonly Definition[],
  columns: readonly Column[],
): Entry[] {
  const entries = [...suggested];
  for (const { name } of columns) {
    const found = definitions.find(
      ({ key, label, labels }) =>
        [label, ...labels.map(({ text }) => text)].some((text) => plain(text) === plain(name)) &&
        !entries.some(({ field }) => field === customName(key)),
    );
    if (found && !entries.some(({ column }) => column === name)) {
      entries.push({ field: customName(found.key), column: name });
    }
  }
  return entries;
}

/** The company's own fields of such records: in the reader's language, and known by their names in all. Suspends. */
export function useOwnFields(kind: ImportKind) {
  const { i18n } = useTranslation();
  const definitions = useDefinitions();
  return useMemo(() => {
    const own = definitions.filter(({ subject, archived }) => subject === SUBJECT[kind] && !archived);
    const called = (field: Field): Field => {
      const key = field.custom ? customKeyOf(field.key) : undefined;
      const definition = own.find((one) => one.key === key);
      return definition ? { ...field, label: labelIn(definition, i18n.language) } : field;
    };
    return {
      called,
      suggest: (suggested: readonly Entry[], columns: readonly Column[]) =>
        byOwnNames(suggested, own, columns),
    };
  }, [definitions, kind, i18n.language]);
}
