import { createContext, useContext } from 'react';

/** Somebody else who has the record open. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly avatarColor: string;
  /** The fields they are editing, by their names in the API. */
  readonly editing: readonly string[];
}

const NOBODY: readonly Person[] = [];

export const PresenceContext = createContext<readonly Person[]>(NOBODY);

/** Who else is on the page's record. */
export function usePeople(): readonly Person[] {
  return useContext(PresenceContext);
}

/** The names of those who are editing a field. */
export function editorsOf(people: readonly Person[], field: string): string[] {
  return people.filter((person) => person.editing.includes(field)).map((person) => person.name);
}
