import type { ApprovalSteps_approval$data } from '@/__generated__/ApprovalSteps_approval.graphql';

export type Step = ApprovalSteps_approval$data['steps'][number];
export type Assignment = Step['approvers'][number];

export type Part = 'waits' | 'later' | 'approved' | 'rejected' | 'delegated' | 'unneeded';

/** What an approver has to do with a step as it stands. */
export function partOf({ decision }: Pick<Assignment, 'decision'>, status: Step['status']): Part {
  if (decision === 'APPROVED') return 'approved';
  if (decision === 'REJECTED') return 'rejected';
  if (decision === 'DELEGATED') return 'delegated';
  if (status === 'CURRENT') return 'waits';
  return status === 'WAITING' ? 'later' : 'unneeded';
}

/** How many have approved of those that are needed. */
export function progressOf({ approvers, needed }: Pick<Step, 'approvers' | 'needed'>) {
  return { done: approvers.filter(({ decision }) => decision === 'APPROVED').length, needed };
}
