import { Box } from '@mantine/core';
import type { SyntheticEvent } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import type { CustomCell_values$key } from '@/__generated__/CustomCell_values.graphql';
import type { SaveResult } from '@/ui/InlineEdit';
import type { Given } from './CustomRows';
import { CustomValue } from './CustomValue';
import { type FieldSubject, useFields } from './definitions';
import { useShown } from './shown';
import { isNumber, toText } from './values';

interface Props {
  subject: FieldSubject;
  fieldKey: string;
  values: CustomCell_values$key;
  /** Of the record the cell belongs to. */
  version: number;
  /** Absent where a tap opens the row, and for those who may not change the record. */
  save?: (given: Given, expectedVersion: number) => Promise<SaveResult>;
}

const stop = (event: SyntheticEvent) => event.stopPropagation();

/** A custom field's value in a list, edited in place as the built-in ones are. */
export function CustomCell({ subject, fieldKey, values, version, save }: Props) {
  const shown = useShown();
  const field = useFields(subject).find(({ key }) => key === fieldKey);
  const data = useFragment(
    graphql`
      fragment CustomCell_values on CustomValue @relay(plural: true) {
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
    values,
  );
  const found = data.find(({ key }) => key === fieldKey);
  if (!field || !found) return '–';
  const value = toText(found.json);
  const name = nameOf(found.value);
  if (save) {
    return (
      // Its pickers and its question are children of the row as well, which must not open.
      <Box onClick={stop}>
        <CustomValue
          inCell
          field={field}
          value={value}
          name={name}
          version={version}
          disabled={false}
          save={save}
        />
      </Box>
    );
  }
  const text = shown(field, value, name);
  return isNumber(field.type) ? <span className="ds-number">{text}</span> : text;
}

type Named = { readonly name: string } | null | undefined;
type Value =
  | { readonly __typename: 'UserValue'; readonly user: Named }
  | { readonly __typename: 'AccountValue'; readonly account: Named }
  | { readonly __typename: 'ContactValue'; readonly contact: Named }
  | { readonly __typename: string };

/** What the record a value refers to is called; null for plain values, and for records the viewer may not see. */
export function nameOf(value: Value | null | undefined): string | null {
  if (!value) return null;
  if ('user' in value) return value.user?.name ?? null;
  if ('account' in value) return value.account?.name ?? null;
  return 'contact' in value ? (value.contact?.name ?? null) : null;
}
