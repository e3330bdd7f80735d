import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { definitionsQuery, FieldSubject, FieldType } from '@/__generated__/definitionsQuery.graphql';
import { labelIn } from '@/i18n/label';

export type { FieldSubject, FieldType };

/** All definitions and data standards at once: they are few, and nearly every page needs those of some kind of record. */
export const definitions = graphql`
  query definitionsQuery {
    eventCursor(label: "custom-fields")
    customFieldDefinitions(includeArchived: true) {
      id
      version
      subject
      key
      type
      label
      labels {
        language
        text
      }
      help
      required
      filterable
      defaultValue
      options {
        key
        label
        labels {
          language
          text
        }
        archived
      }
      pattern
      minimum
      maximum
      position
      archived
    }
    dataStandards {
      id
      version
      subject
      field
      required
      pattern
      patternHint
      minimum
      maximum
    }
  }
`;

export type Definition = definitionsQuery['response']['customFieldDefinitions'][number];

export interface FieldOption {
  readonly value: string;
  readonly label: string;
  readonly archived: boolean;
}

/** A definition as somebody who fills it in knows it: in their language. */
export interface Field {
  readonly key: string;
  readonly type: FieldType;
  readonly label: string;
  readonly help: string | null;
  readonly required: boolean;
  readonly defaultValue: unknown;
  readonly options: readonly FieldOption[];
}

export function fieldOf(definition: Definition, language: string): Field {
  const { key, type, help, required, defaultValue, options } = definition;
  return {
    key,
    type,
    label: labelIn(definition, language),
    help: help ?? null,
    required,
    defaultValue,
    options: options.map((option) => ({
      value: option.key,
      label: labelIn(option, language),
      archived: option.archived,
    })),
  };
}

/** Asked once, then served from the store, where `LiveFields` keeps them true. Suspends. */
export function useDefinitions(): readonly Definition[] {
  return useLazyLoadQuery<definitionsQuery>(definitions, {}).customFieldDefinitions;
}

/** The fields of one kind of record that are in use, in their order. Suspends. */
export function useFields(subject: FieldSubject): readonly Field[] {
  const { i18n } = useTranslation();
  const all = useDefinitions();
  return useMemo(
    () =>
      all
        .filter((one) => one.subject === subject && !one.archived)
        .toSorted((a, b) => a.position - b.position)
        .map((one) => fieldOf(one, i18n.language)),
    [all, subject, i18n.language],
  );
}
