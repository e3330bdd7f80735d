import { graphql, useFragment } from 'react-relay/hooks';
import type { CardCustom_values$key } from '@/__generated__/CardCustom_values.graphql';
import { useRecordNames } from '@/ui/recordNames';
import { useFields } from '../fields/definitions';
import { useShown } from '../fields/shown';
import { isReference, toText } from '../fields/values';
import classes from './BoardCard.module.css';

/** The custom fields somebody wants to see on the cards; those without a value take no room. */
export function CardCustom({ values }: { values: CardCustom_values$key }) {
  const shown = useShown();
  const fields = useFields('DEAL');
  // Records are read by their ids, card by card: with their names, a whole board would be too much for one query.
  const data = useFragment(
    graphql`
      fragment CardCustom_values on CustomValue @relay(plural: true) {
        key
        json
      }
    `,
    values,
  );
  const lines = data.flatMap(({ key, json }) => {
    const field = fields.find((one) => one.key === key);
    const text = toText(json);
    return field && text !== null ? [{ field, text }] : [];
  });
  const names = useRecordNames(lines.flatMap(({ field, text }) => (isReference(field.type) ? [text] : [])));
  return lines
    .filter(({ field, text }) => !isReference(field.type) || names.has(text))
    .map(({ field, text }) => (
      <div key={field.key} className={classes.custom}>
        <span>{field.label}: </span>
        {shown(field, text, names.get(text))}
      </div>
    ));
}
