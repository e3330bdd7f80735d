import type {
  PlanAssigneeRule,
  PlanOffset,
  TaskPriority,
} from '@/__generated__/PlanDialogCreateMutation.graphql';

export const MOST_ITEMS = 50;
export const LATEST_DAY = 365;

/** One task of a plan as it is typed. */
export interface ItemDraft {
  /** Tells rows apart while they move. */
  key: string;
  /** Of one that was saved before: runs under way keep to it. */
  id: string | null;
  title: string;
  description: string;
  offsetDays: number | string;
  offsetFrom: PlanOffset;
  assigneeRule: PlanAssigneeRule;
  userId: string | null;
  teamId: string | null;
  mandatory: boolean;
  priority: TaskPriority;
}

export interface PlanValues extends Record<string, unknown> {
  name: string;
  description: string;
  items: ItemDraft[];
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly description?: string | null;
  readonly offsetDays: number;
  readonly offsetFrom: PlanOffset;
  readonly assigneeRule: PlanAssigneeRule;
  readonly user?: { readonly id: string } | null;
  readonly team?: { readonly id: string } | null;
  readonly mandatory: boolean;
  readonly priority: TaskPriority;
}

interface Plan {
  readonly name: string;
  readonly description?: string | null;
  readonly items: readonly Item[];
}

let counter = 0;

function freshKey(): string {
  counter += 1;
  return `new-${counter}`;
}

export function newItem(): ItemDraft {
  return {
    key: freshKey(),
    id: null,
    title: '',
    description: '',
    offsetDays: 0,
    offsetFrom: 'START',
    assigneeRule: 'OWNER',
    userId: null,
    teamId: null,
    mandatory: false,
    priority: 'NORMAL',
  };
}

function draftOf({ user, team, description, ...item }: Item): ItemDraft {
  return {
    ...item,
    key: item.id,
    description: description ?? '',
    userId: user?.id ?? null,
    teamId: team?.id ?? null,
  };
}

/** A new plan begins with a task to fill in: without one it says nothing. */
export function valuesOf(plan: Plan | undefined): PlanValues {
  return {
    name: plan?.name ?? '',
    description: plan?.description ?? '',
    items: plan ? plan.items.map(draftOf) : [newItem()],
  };
}

/** Nothing comes before the first task: it can only count from the start. */
function settled(items: ItemDraft[]): ItemDraft[] {
  const [first, ...rest] = items;
  if (!first || first.offsetFrom === 'START') return items;
  return [{ ...first, offsetFrom: 'START' }, ...rest];
}

export function moved(items: readonly ItemDraft[], from: number, to: number): ItemDraft[] {
  const item = items[from];
  if (!item || to < 0 || to >= items.length) return [...items];
  return settled(items.toSpliced(from, 1).toSpliced(to, 0, item));
}

export function without(items: readonly ItemDraft[], key: string): ItemDraft[] {
  return settled(items.filter((item) => item.key !== key));
}

/** Whether a number of days can be sent. */
export function isDays(value: number | string): boolean {
  const days = typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value);
  return Number.isInteger(days) && days >= 0 && days <= LATEST_DAY;
}

interface Texts {
  required: string;
  badDays: string;
}

/** What is wrong with the tasks, by the names that the form gives their fields. */
export function itemErrors(items: readonly ItemDraft[], texts: Texts): Record<string, string> {
  const errors: Record<string, string> = {};
  items.forEach(({ title, offsetDays, assigneeRule, userId }, index) => {
    if (title.trim() === '') errors[`items.${index}.title`] = texts.required;
    if (!isDays(offsetDays)) errors[`items.${index}.offsetDays`] = texts.badDays;
    if (assigneeRule === 'USER' && !userId) errors[`items.${index}.userId`] = texts.required;
  });
  return errors;
}

export function itemInput(item: ItemDraft) {
  return {
    ...(item.id && { id: item.id }),
    title: item.title.trim(),
    description: item.description.trim() || null,
    offsetDays: Number(item.offsetDays),
    offsetFrom: item.offsetFrom,
    assigneeRule: item.assigneeRule,
    // Of a rule that was tried and left again nothing is sent.
    userId: item.assigneeRule === 'USER' ? item.userId : null,
    teamId: item.assigneeRule === 'TEAM_MANAGER' ? item.teamId : null,
    mandatory: item.mandatory,
    priority: item.priority,
  };
}
