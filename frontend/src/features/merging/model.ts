import type { SaveResult } from '@/ui/InlineEdit';
import type { Load } from '@/ui/recordOptions';
import type { FieldSubject } from '../fields/definitions';
import type { MergeReason } from './reasons';

export type MergeKind = 'account' | 'contact';

/** How a built-in field is read: as text unless it is one of these. */
export type Shape = 'text' | 'number' | 'money' | 'language';

export interface Value {
  /** As the API has it, as text: an id where a record is referred to, a line for each of several. Null is empty. */
  readonly text: string | null;
  /** What the record it refers to is called; null for one that the viewer may not see. */
  readonly name?: string | null;
}

export interface Move {
  readonly kind: MoveKind;
  readonly count: number;
}

export type MoveKind =
  | 'activities'
  | 'contacts'
  | 'deals'
  | 'files'
  | 'notes'
  | 'stakes'
  | 'subsidiaries'
  | 'tasks';

/** One of the two records, as it was read. */
export interface Side {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Tells it from another one of the same name. */
  readonly detail: string;
  readonly owner: Person;
  /** Put away or part of another one already: nothing can be merged into it. */
  readonly gone: boolean;
  /** By the field's name in the API, in the order they are shown; `custom.<key>` of the company's own. */
  readonly values: ReadonlyMap<string, Value>;
  /** What hangs on it, as far as the viewer sees it. */
  readonly moves: readonly Move[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A record that may be the same as the one of the page. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly owner: Person;
  readonly reasons: readonly MergeReason[];
}

export interface MergeInput {
  readonly keepId: string;
  readonly mergeId: string;
  readonly fields: string[];
  readonly expectedVersion: number;
  readonly mergeExpectedVersion: number;
}

/** What differs between accounts and contacts. */
export interface Merging {
  readonly kind: MergeKind;
  readonly subject: FieldSubject;
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Null where it is not there, or not to be seen. */
  readonly load: (id: string) => Promise<Side | null>;
  readonly duplicates: (id: string) => Promise<readonly Candidate[]>;
  /** Those that can be merged with the one of the page. */
  readonly search: Load;
  readonly merge: (input: MergeInput) => Promise<SaveResult>;
}

/** By field: the id of the record whose value stays. Only where somebody has said so. */
export type Choices = ReadonlyMap<string, string>;

/** What two records are called, by id, so that they can be told apart: those that are the same often have the same name. */
export function namesOf(own: Side, other: Side): ReadonlyMap<string, string> {
  const pair = [own, other];
  const tells = [(side: Side) => side.detail, (side: Side) => side.owner.name];
  const tell = tells.find((one) => one(own) !== one(other));
  const call = (side: Side, index: number) => {
    if (own.name !== other.name) return side.name;
    const mark = tell ? tell(side) : String(index + 1);
    return mark === '' ? side.name : `${side.name} (${mark})`;
  };
  return new Map(pair.map((side, index) => [side.id, call(side, index)]));
}

const EMPTY: Value = { text: null };

/** The value of a field for the choice between two. That one is the parent of the other is over once they are one. */
export function valueFor(side: Side, field: string, other: Side): Value {
  const value = side.values.get(field) ?? EMPTY;
  return field === 'parent' && (value.text === other.id || value.text === side.id) ? EMPTY : value;
}

/** The fields in which the two do not say the same. */
export function differing(keep: Side, merge: Side): string[] {
  const fields = new Set([...keep.values.keys(), ...merge.values.keys()]);
  return [...fields].filter(
    (field) => valueFor(keep, field, merge).text !== valueFor(merge, field, keep).text,
  );
}

/** Whose value of a field stays: the one chosen, else the kept record's, and the other's where that is empty. */
export function chosen(field: string, keep: Side, merge: Side, choices: Choices): string {
  const said = choices.get(field);
  if (said === keep.id || said === merge.id) return said;
  return valueFor(keep, field, merge).text === null ? merge.id : keep.id;
}

/** The fields that the kept record takes from the other one. */
export function taken(keep: Side, merge: Side, choices: Choices): string[] {
  return differing(keep, merge).filter((field) => chosen(field, keep, merge, choices) === merge.id);
}

/** Everything that was on screen, as if it had been said: what others change does not turn it over. */
export function settled(keep: Side, merge: Side, choices: Choices): Choices {
  return new Map(differing(keep, merge).map((field) => [field, chosen(field, keep, merge, choices)]));
}

export interface Change {
  readonly field: string;
  readonly before: Value;
  readonly after: Value;
}

/** What became of a record between two readings. */
export function changesOf(before: Side, after: Side): Change[] {
  const fields = new Set([...before.values.keys(), ...after.values.keys()]);
  return [...fields]
    .map((field) => ({
      field,
      before: before.values.get(field) ?? EMPTY,
      after: after.values.get(field) ?? EMPTY,
    }))
    .filter((change) => change.before.text !== change.after.text);
}

/** A record that somebody changed while its merging was being decided. */
export interface News {
  readonly id: string;
  /** Unknown for automations. */
  readonly who: string | undefined;
  readonly changes: readonly Change[];
}

interface Refused {
  readonly path: readonly string[];
  readonly changedBy?: { readonly name: string } | null;
}

/** What to tell about two records that were read again after a conflict. */
export function newsOf(
  before: readonly [keep: Side, merge: Side],
  after: readonly [keep: Side, merge: Side],
  conflicts: readonly Refused[],
): News[] {
  return before.flatMap((old, index) => {
    const now = after[index];
    if (!now || now.version === old.version) return [];
    const of = conflicts.find(({ path }) => path.some((step) => step.startsWith('merge')) === (index === 1));
    return [{ id: now.id, who: of?.changedBy?.name, changes: changesOf(old, now) }];
  });
}
