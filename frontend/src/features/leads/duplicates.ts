import { isEmail } from '../contacts/parts';

/** What tells one lead from another. */
export interface Identity {
  readonly company: string;
  readonly email: string;
  readonly website: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Fewer letters fit everything. */
const LEAST = 3;

/** What to ask the server about; half a word is not asked about, and nothing at all is no question. */
export function question(identity: Identity): Partial<Identity> | undefined {
  const { company, email, website, firstName, lastName } = identity;
  const long = (value: string) => value.trim().length >= LEAST;
  const asked = {
    ...(long(company) && { company: company.trim() }),
    ...(isEmail(email) && /\.\w\w/.test(email) && { email: email.trim() }),
    ...(/\w\.\w\w/.test(website) && { website: website.trim() }),
    ...(long(lastName) && { lastName: lastName.trim(), firstName: firstName.trim() }),
  };
  return Object.keys(asked).length > 0 ? asked : undefined;
}
