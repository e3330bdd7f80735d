import type {
  ApprovalMode,
  ApprovalSubjectKind,
  ApproverKind,
  CreateApprovalPolicyInput,
  Role,
} from '@/__generated__/PolicyDialogCreateMutation.graphql';
import type { FilterCondition } from '@/searchParams';
import { type FilterField, fromFilterInput, toFilterInput } from '@/ui/FilterBar';

export const MOST_STEPS = 10;
export const MOST_APPROVERS = 20;
export const LONGEST_DUE = 8_760;

/** One rule by which somebody is asked, as it is chosen. */
export interface RuleDraft {
  /** Tells rows apart while they come and go. */
  key: string;
  kind: ApproverKind;
  userId: string | null;
  role: Role | null;
  teamId: string | null;
}

export interface StepDraft {
  key: string;
  /** Of one that was saved before: runs under way keep to it. */
  id: string | null;
  name: string;
  mode: ApprovalMode;
  atLeast: number | string;
  dueHours: number | string;
  approvers: RuleDraft[];
}

export interface PolicyValues extends Record<string, unknown> {
  name: string;
  description: string;
  subject: ApprovalSubjectKind;
  ownRequests: boolean;
  amountAtLeast: string;
  discountAtLeast: string;
  marginBelow: string;
  pipelineIds: string[];
  custom: FilterCondition[];
  steps: StepDraft[];
}

interface Named {
  readonly id: string;
}

interface Rule {
  readonly kind: ApproverKind;
  readonly user?: Named | null;
  readonly role?: Role | null;
  readonly team?: Named | null;
}

interface Policy {
  readonly name: string;
  readonly description?: string | null;
  readonly subject: ApprovalSubjectKind;
  readonly ownRequests: boolean;
  readonly condition: {
    readonly amountAtLeast?: string | null;
    readonly discountAtLeast?: string | null;
    readonly marginBelow?: string | null;
    readonly pipelines: readonly Named[];
    readonly custom?: unknown;
  };
  readonly steps: readonly {
    readonly id: string;
    readonly name: string;
    readonly mode: ApprovalMode;
    readonly atLeast?: number | null;
    readonly dueHours?: number | null;
    readonly approvers: readonly Rule[];
  }[];
}

let counter = 0;

function freshKey(): string {
  counter += 1;
  return `new-${counter}`;
}

export function newRule(): RuleDraft {
  return { key: freshKey(), kind: 'OWNERS_MANAGER', userId: null, role: null, teamId: null };
}

export function newStep(): StepDraft {
  return {
    key: freshKey(),
    id: null,
    name: '',
    mode: 'ANY',
    atLeast: 2,
    dueHours: '',
    approvers: [newRule()],
  };
}

/** What is kept of the conditions on custom fields: those that can be shown, and the rest as it is. */
export function customOf(kept: unknown, fields: readonly FilterField[], zone: string) {
  const conditions: FilterCondition[] = [];
  const rest: object[] = [];
  for (const one of Array.isArray(kept) ? kept : []) {
    const found = fromFilterInput(fields, { custom: [one] }, zone);
    if (found.rest === undefined && found.conditions.length > 0) conditions.push(...found.conditions);
    else if (typeof one === 'object' && one !== null) rest.push(one);
  }
  return { conditions, rest };
}

/** Only what is offered to a customer has a margin. */
export function hasMargin(subject: string): boolean {
  return subject === 'PROPOSAL';
}

type CustomInput = NonNullable<NonNullable<CreateApprovalPolicyInput['condition']>['custom']>[number];

/** The same as the API takes it; what cannot be shown goes along unchanged. */
export function customInput(
  conditions: readonly FilterCondition[],
  rest: readonly object[],
  fields: readonly FilterField[],
  zone: string,
): CustomInput[] {
  const shown = conditions.flatMap(
    (one) => toFilterInput<{ custom?: CustomInput[] }>(fields, [one], zone, true)?.custom ?? [],
  );
  return [...shown, ...(rest as readonly CustomInput[])];
}

/** A new policy begins with a step to fill in: without one it asks nobody. */
export function valuesOf(policy: Policy | undefined, conditions: FilterCondition[] = []): PolicyValues {
  return {
    name: policy?.name ?? '',
    description: policy?.description ?? '',
    subject: policy?.subject ?? 'STAGE_ENTRY',
    ownRequests: policy?.ownRequests ?? false,
    amountAtLeast: policy?.condition.amountAtLeast ?? '',
    discountAtLeast: policy?.condition.discountAtLeast ?? '',
    marginBelow: policy?.condition.marginBelow ?? '',
    pipelineIds: policy?.condition.pipelines.map(({ id }) => id) ?? [],
    custom: conditions,
    steps: policy
      ? policy.steps.map(({ id, name, mode, atLeast, dueHours, approvers }) => ({
          key: id,
          id,
          name,
          mode,
          atLeast: atLeast ?? 2,
          dueHours: dueHours ?? '',
          approvers: approvers.map(({ kind, user, role, team }) => ({
            key: freshKey(),
            kind,
            userId: user?.id ?? null,
            role: role ?? null,
            teamId: team?.id ?? null,
          })),
        }))
      : [newStep()],
  };
}

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

function isWhole(value: number | string, from: number, to: number): boolean {
  const count = typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value);
  return Number.isInteger(count) && count >= from && count <= to;
}

interface Texts {
  required: string;
  badCount: string;
  badHours: string;
}

/** What is wrong with the steps, by the names that the form gives their fields. */
export function stepErrors(steps: readonly StepDraft[], texts: Texts): Record<string, string> {
  const errors: Record<string, string> = {};
  steps.forEach(({ name, mode, atLeast, dueHours, approvers }, index) => {
    const at = `steps.${index}`;
    if (name.trim() === '') errors[`${at}.name`] = texts.required;
    if (mode === 'AT_LEAST' && !isWhole(atLeast, 1, MOST_APPROVERS)) errors[`${at}.atLeast`] = texts.badCount;
    if (dueHours !== '' && !isWhole(dueHours, 1, LONGEST_DUE)) errors[`${at}.dueHours`] = texts.badHours;
    if (approvers.length === 0) errors[`${at}.approvers`] = texts.required;
    approvers.forEach(({ kind, userId, role, teamId }, place) => {
      const rule = `${at}.approvers.${place}`;
      if (kind === 'USER' && !userId) errors[`${rule}.userId`] = texts.required;
      if (kind === 'ROLE' && !role) errors[`${rule}.role`] = texts.required;
      if (kind === 'TEAM_MANAGER' && !teamId) errors[`${rule}.teamId`] = texts.required;
    });
  });
  return errors;
}

/** Of a rule that was tried and left again nothing is sent. */
function ruleInput({ kind, userId, role, teamId }: RuleDraft) {
  return {
    kind,
    userId: kind === 'USER' ? userId : null,
    role: kind === 'ROLE' ? role : null,
    teamId: kind === 'TEAM_MANAGER' ? teamId : null,
  };
}

export function stepInput({ id, name, mode, atLeast, dueHours, approvers }: StepDraft) {
  return {
    ...(id && { id }),
    name: name.trim(),
    mode,
    atLeast: mode === 'AT_LEAST' ? Number(atLeast) : null,
    dueHours: dueHours === '' ? null : Number(dueHours),
    approvers: approvers.map(ruleInput),
  };
}

export function conditionInput(
  { subject, amountAtLeast, discountAtLeast, marginBelow, pipelineIds }: PolicyValues,
  custom: CustomInput[],
) {
  return {
    amountAtLeast: amountAtLeast.trim() || null,
    discountAtLeast: discountAtLeast.trim() || null,
    // What was typed before the choice changed is not sent.
    marginBelow: (hasMargin(subject) && marginBelow.trim()) || null,
    pipelineIds,
    custom,
  };
}
