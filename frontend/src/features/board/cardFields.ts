import { useMemo, useState } from 'react';
import { type Field, useFields } from '../fields/definitions';
import { storedCardFields } from './storage';

/** A card is to be taken in at a glance. */
export const MOST_ON_CARD = 3;

export interface CardVariables {
  readonly cardFields: readonly string[];
  readonly withCardFields: boolean;
}

/** Those of the chosen ones that are in use, in the order they were chosen. */
export function inUse(chosen: readonly string[], fields: readonly Pick<Field, 'key'>[]): string[] {
  return chosen.filter((key) => fields.some((field) => field.key === key)).slice(0, MOST_ON_CARD);
}

/** Chosen or not any more; a fourth one finds no room. */
export function toggled(chosen: readonly string[], key: string): string[] {
  if (chosen.includes(key)) return chosen.filter((one) => one !== key);
  return chosen.length < MOST_ON_CARD ? [...chosen, key] : [...chosen];
}

export interface CardFields {
  readonly fields: readonly Field[];
  readonly chosen: readonly string[];
  readonly variables: CardVariables;
  readonly toggle: (key: string) => void;
}

/** Which custom fields the cards show: chosen in this browser, as the columns of tables are. Suspends. */
export function useCardFields(): CardFields {
  const fields = useFields('DEAL');
  const [kept, setKept] = useState(storedCardFields.get);
  return useMemo(() => {
    const chosen = inUse(kept, fields);
    const toggle = (key: string) => {
      const next = toggled(chosen, key);
      storedCardFields.set(next);
      setKept(next);
    };
    return { fields, chosen, toggle, variables: { cardFields: chosen, withCardFields: chosen.length > 0 } };
  }, [fields, kept]);
}
