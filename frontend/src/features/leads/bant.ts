import type { LeadAnswer } from '@/__generated__/BantPanel_lead.graphql';

/** What has to be known before a lead is worth a deal, in the order one asks. */
export const ANSWERS = ['BUDGET', 'AUTHORITY', 'NEED', 'TIMING'] as const satisfies readonly LeadAnswer[];

export type AnswerField = 'budget' | 'authority' | 'need' | 'timing';

/** Where an answer is written. */
export function fieldOf(answer: LeadAnswer): AnswerField {
  return answer.toLowerCase() as AnswerField;
}

/** How many of the four are answered. */
export function answered(missing: readonly LeadAnswer[]): number {
  return ANSWERS.filter((answer) => !missing.includes(answer)).length;
}

/** The statuses of leads that somebody has still to decide about. */
export const OPEN = ['NEW', 'WORKING', 'QUALIFIED'] as const;

export const STATUSES = [...OPEN, 'DISQUALIFIED', 'CONVERTED'] as const;
export type Status = (typeof STATUSES)[number];

export const VIEWS = ['open', 'new', 'working', 'qualified', 'disqualified', 'converted', 'all'] as const;
export type View = (typeof VIEWS)[number];

/** An unknown name of an old link means those to decide about. */
export function viewOf(name: string | undefined): View {
  return VIEWS.find((view) => view === name) ?? 'open';
}

/** Which statuses a view shows; all when there is no saying. */
export function statusesOf(view: View): readonly Status[] | undefined {
  if (view === 'all') return undefined;
  if (view === 'open') return OPEN;
  return STATUSES.filter((status) => status === view.toUpperCase());
}
