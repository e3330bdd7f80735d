import { graphql, useFragment } from 'react-relay/hooks';
import type { CustomCell_values$key } from '@/__generated__/CustomCell_values.graphql';
import { type FieldSubject, useFields } from './definitions';
import { useShown } from './shown';
import { isNumber, toText } from './values';

interface Props {
  subject: FieldSubject;
  fieldKey: string;
  values: CustomCell_values$key;
}

/** A custom field's value in a list. */
export function CustomCell({ subject, fieldKey, values }: Props) {
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
  const text = shown(field, toText(found.json), nameOf(found.value));
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
