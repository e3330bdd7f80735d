import { graphql, useFragment } from 'react-relay/hooks';
import type { useSetValues_values$key } from '@/__generated__/useSetValues_values.graphql';
import { useRecordNames } from '@/ui/recordNames';
import { type FieldSubject, useFields } from './definitions';
import { useShown } from './shown';
import { isReference, toText } from './values';

export interface SetValue {
  readonly key: string;
  readonly label: string;
  readonly text: string;
}

/** The custom fields of a record that have a value, as people read them. Suspends. */
export function useSetValues(subject: FieldSubject, values: useSetValues_values$key): readonly SetValue[] {
  const shown = useShown();
  const fields = useFields(subject);
  // Records are read by their ids, one by one: with their names, a whole board would be too much for one query.
  const data = useFragment(
    graphql`
      fragment useSetValues_values on CustomValue @relay(plural: true) {
        key
        json
      }
    `,
    values,
  );
  const set = data.flatMap(({ key, json }) => {
    const field = fields.find((one) => one.key === key);
    const text = toText(json);
    return field && text !== null ? [{ field, text }] : [];
  });
  const names = useRecordNames(set.flatMap(({ field, text }) => (isReference(field.type) ? [text] : [])));
  return set
    .filter(({ field, text }) => !isReference(field.type) || names.has(text))
    .map(({ field, text }) => ({
      key: field.key,
      label: field.label,
      text: shown(field, text, names.get(text)),
    }));
}
