import type { useSetValues_values$key } from '@/__generated__/useSetValues_values.graphql';
import { useSetValues } from '../fields/useSetValues';
import classes from './BoardCard.module.css';

/** The custom fields somebody wants to see on the cards; those without a value take no room. */
export function CardCustom({ values }: { values: useSetValues_values$key }) {
  return useSetValues('DEAL', values).map(({ key, label, text }) => (
    <div key={key} className={classes.custom}>
      <span>{label}: </span>
      {text}
    </div>
  ));
}
