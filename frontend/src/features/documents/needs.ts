/** What a template wants to know of a proposal: one must be chosen, one may be, or it tells nothing of any. */
export type ProposalNeed = 'required' | 'optional' | 'none';

/** Of a proposal come its own values, and in place of the deal's the lines and the contact. */
const FROM_PROPOSAL = /^(line|contact)\./;

export function needOf(placeholders: readonly string[]): ProposalNeed {
  if (placeholders.some((key) => key.startsWith('proposal.'))) return 'required';
  return placeholders.some((key) => FROM_PROPOSAL.test(key)) ? 'optional' : 'none';
}

/** As the server calls a document when nobody says otherwise. */
export function fileNameOf(template: string, deal: string): string {
  return `${template} – ${deal}.docx`.replace(/[/\\]/g, '-');
}
