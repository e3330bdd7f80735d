import type { Load } from '@/ui/recordOptions';
import { contactChoice } from '../deal/stakeholders/contactChoice';

/** Contacts to take part, those of the account first. */
export function contactsOf(accountId: string | undefined): Load {
  const all = contactChoice(accountId, [], () => '');
  // Nobody is made on the spot here.
  return async (environment, search) =>
    (await all(environment, search)).filter(({ value }) => !value.startsWith('new:'));
}
