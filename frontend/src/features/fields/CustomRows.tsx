import { type ReactNode, useEffect } from 'react';
import { fetchQuery, graphql, useFragment, useRelayEnvironment } from 'react-relay/hooks';
import type { CustomRows_values$key } from '@/__generated__/CustomRows_values.graphql';
import type { CustomRowsQuery } from '@/__generated__/CustomRowsQuery.graphql';
import type { SaveResult } from '@/ui/InlineEdit';
import { nameOf } from './CustomCell';
import { CustomValue } from './CustomValue';
import { type FieldSubject, useFields } from './definitions';
import { toText } from './values';

export interface RowProps {
  label: string;
  wide: boolean;
  children: ReactNode;
}

/** One value, as `custom` of the update mutations takes it. */
export interface Given {
  key: string;
  value: string | boolean | string[] | null;
}

interface Props {
  subject: FieldSubject;
  record: { readonly id: string; readonly version: number };
  values: CustomRows_values$key;
  disabled: boolean;
  /** How a line of the facts looks where they stand. */
  row: (props: RowProps) => ReactNode;
  /** Refusals come back as values; nothing is toasted. */
  save: (given: Given, expectedVersion: number) => Promise<SaveResult>;
}

/** The custom fields of a record, each edited where it stands; below a `<dl>` of the page. */
export function CustomRows({ subject, record, values: key, disabled, row: Row, save }: Props) {
  const fields = useFields(subject);
  const values = useFragment(
    graphql`
      fragment CustomRows_values on CustomValue @relay(plural: true) {
        key
        json
        value {
          __typename
          ... on UserValue {
            user {
              id
              name
            }
          }
          ... on AccountValue {
            account {
              id
              name
            }
          }
          ... on ContactValue {
            contact {
              id
              name
            }
          }
        }
      }
    `,
    key,
  );
  const byKey = new Map(values.map((value) => [value.key, value]));
  useMissing(
    record.id,
    fields.map((field) => field.key).filter((one) => !byKey.has(one)),
  );
  return fields.map((field) => {
    const value = byKey.get(field.key);
    // Not read yet: it may well have a value.
    if (!value) return null;
    return (
      <Row key={field.key} label={field.label} wide={field.type === 'LONG_TEXT'}>
        <CustomValue
          field={field}
          value={toText(value.json)}
          name={nameOf(value.value)}
          version={record.version}
          disabled={disabled}
          save={save}
        />
      </Row>
    );
  });
}

/** The server's other requests know a new definition a second later at the latest. */
const KNOWN_WITHIN = 1_500;

/** A field that came into use while the page was open is not among the values that the page has read. */
function useMissing(id: string, missing: readonly string[]): void {
  const environment = useRelayEnvironment();
  const keys = missing.join();
  useEffect(() => {
    if (!keys) return;
    const read = () =>
      fetchQuery<CustomRowsQuery>(
        environment,
        graphql`
        query CustomRowsQuery($id: ID!) {
          node(id: $id) {
            ... on Deal {
              id
              version
              customFields {
                ...CustomRows_values
              }
            }
            ... on Account {
              id
              version
              customFields {
                ...CustomRows_values
              }
            }
            ... on Contact {
              id
              version
              customFields {
                ...CustomRows_values
              }
            }
            ... on Lead {
              id
              version
              customFields {
                ...CustomRows_values
              }
            }
            ... on Proposal {
              id
              version
              customFields {
                ...CustomRows_values
              }
            }
          }
        }
      `,
        { id },
        { fetchPolicy: 'network-only' },
        // What is on screen stays as it is; the page's next reading has them.
      ).subscribe({ error: () => undefined });
    const first = read();
    let second: { unsubscribe(): void } | undefined;
    const timer = setTimeout(() => {
      second = read();
    }, KNOWN_WITHIN);
    return () => {
      clearTimeout(timer);
      first.unsubscribe();
      second?.unsubscribe();
    };
  }, [environment, id, keys]);
}
