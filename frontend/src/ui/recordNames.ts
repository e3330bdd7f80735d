import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { Environment } from 'relay-runtime';
import type { recordNamesQuery } from '@/__generated__/recordNamesQuery.graphql';
import { labelIn } from '@/i18n/label';
import type { Option } from './recordOptions';

const nodeQuery = graphql`
  query recordNamesQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on User {
        name
      }
      ... on Account {
        name
      }
      ... on Contact {
        name
      }
      ... on Lookup {
        label
        labels {language text}
      }
      ... on Product {
        name
      }
      ... on Competitor {
        name
      }
      ... on ActivityPlan {
        name
      }
    }
  }
`;

/** What a record is called. */
export async function nameOf(environment: Environment, id: string): Promise<Option | undefined> {
  const data = await fetchQuery<recordNamesQuery>(
    environment,
    nodeQuery,
    { id },
    { fetchPolicy: 'store-or-network' },
  ).toPromise();
  const node = data?.node;
  const label =
    node?.name ??
    (node?.label && labelIn({ label: node.label, labels: node.labels ?? [] }, i18next.language));
  return label ? { value: id, label } : undefined;
}

/** Names of records by id, for chips; the store answers for most. */
export function useRecordNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const environment = useRelayEnvironment();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const key = ids.filter((id) => !id.startsWith('@')).join(' ');
  useEffect(() => {
    let current = true;
    const wanted = key.split(' ').filter(Boolean);
    Promise.all(wanted.map((id) => nameOf(environment, id).catch(() => undefined))).then((options) => {
      if (!current) return;
      setNames(new Map(options.flatMap((option) => (option ? [[option.value, option.label] as const] : []))));
    });
    return () => {
      current = false;
    };
  }, [environment, key]);
  return names;
}
