import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { knownQuery } from '@/__generated__/knownQuery.graphql';
import { labelIn } from '@/i18n/label';
import { type FieldSubject, useDefinitions } from '../../fields/definitions';
import { customKeyOf } from '../../fields/lists';
import type { ImportKind } from '../kinds';
import type { Field } from './draft';

export interface Known {
  readonly value: string;
  readonly label: string;
  /** What it is called in other languages: files may have that too. */
  readonly also?: readonly string[];
}

export const SUBJECT: Partial<Record<ImportKind, FieldSubject>> = {
  ACCOUNTS: 'ACCOUNT',
  CONTACTS: 'CONTACT',
  LEADS: 'LEAD',
  DEALS: 'DEAL',
};

const named = (names: readonly string[]): Known[] =>
  [...new Set(names)].map((name) => ({ value: name, label: name }));

/** `loss_reason`, `lossReason` and `lossReasonId` are one. */
export function nameOf(key: string): string {
  return key.replace(/[_.](\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/Id$/, '');
}

/** The values that a field can have, where they are few: what else is in the file needs a correction. Suspends. */
export function useKnown(kind: ImportKind): (field: Field) => readonly Known[] | undefined {
  const data = useLazyLoadQuery<knownQuery>(
    graphql`
      query knownQuery {
        source: lookups(kind: SOURCE) {
          label
        }
        industry: lookups(kind: INDUSTRY) {
          label
        }
        lossReason: lookups(kind: LOSS_REASON) {
          label
        }
        forecastCategory: lookups(kind: FORECAST_CATEGORY) {
          label
        }
        pipelines {
          id
          version
          name
          stages {
            id
            version
            name
          }
        }
        users(first: 200, filter: { active: { eq: true } }) {
          nodes {
            id
            version
            name
            email
          }
        }
      }
    `,
    {},
  );
  const { i18n } = useTranslation();
  const definitions = useDefinitions();
  return useMemo(() => {
    const people = data.users.nodes.map(({ name, email }) => ({ value: email, label: name }));
    const lists: Record<string, readonly Known[]> = {
      source: named(data.source.map(({ label }) => label)),
      industry: named(data.industry.map(({ label }) => label)),
      lossReason: named(data.lossReason.map(({ label }) => label)),
      forecastCategory: named(data.forecastCategory.map(({ label }) => label)),
      pipeline: named(data.pipelines.map(({ name }) => name)),
      stage: named(data.pipelines.flatMap(({ stages }) => stages.map(({ name }) => name))),
      owner: people,
    };
    const optionOf = (option: (typeof definitions)[number]['options'][number]): Known => ({
      value: option.key,
      label: labelIn(option, i18n.language),
      also: [option.label, ...option.labels.map(({ text }) => text)],
    });
    return ({ key, type }) => {
      const custom = customKeyOf(key);
      if (custom === undefined) return lists[nameOf(key)] ?? (/^user$/i.test(type) ? people : undefined);
      if (/^user$/i.test(type)) return people;
      const definition = definitions.find((one) => one.subject === SUBJECT[kind] && one.key === custom);
      const options = definition?.options.filter(({ archived }) => !archived) ?? [];
      return options.length > 0 ? options.map(optionOf) : undefined;
    };
  }, [data, definitions, kind, i18n.language]);
}
