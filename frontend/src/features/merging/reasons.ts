/** Why a record is likely the same as another one. */
export type MergeReason = 'website' | 'email' | 'phone' | 'name';

export interface Marks {
  readonly website?: string | null;
  readonly emails?: readonly string[];
  readonly phones?: readonly (string | null | undefined)[];
}

/** `https://www.acme.example/en` and `acme.example` are of the same company. */
function domainOf(website: string | null | undefined): string {
  const bare =
    website
      ?.trim()
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, '') ?? '';
  return bare.replace(/^www\./, '').split(/[/?#:]/)[0] ?? '';
}

/** The last nine digits: with the country's code or without. */
function numberOf(phone: string | null | undefined): string {
  const digits = phone?.replace(/\D/g, '') ?? '';
  return digits.length < 6 ? '' : digits.slice(-9);
}

function share(ours: readonly string[], theirs: readonly string[]): boolean {
  const known = new Set(ours.filter(Boolean));
  return theirs.some((one) => known.has(one));
}

/** What the two have in common; a like name where nothing else tells. */
export function reasonsOf(own: Marks, other: Marks): MergeReason[] {
  const website = share([domainOf(own.website)], [domainOf(other.website)]);
  const lower = (marks: Marks) => (marks.emails ?? []).map((email) => email.trim().toLowerCase());
  const email = share(lower(own), lower(other));
  const phone = share((own.phones ?? []).map(numberOf), (other.phones ?? []).map(numberOf));
  const found: MergeReason[] = [
    ...(website ? (['website'] as const) : []),
    ...(email ? (['email'] as const) : []),
    ...(phone ? (['phone'] as const) : []),
  ];
  return found.length > 0 ? found : ['name'];
}
