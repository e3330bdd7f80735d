import { fetchQuery, graphql } from 'react-relay/hooks';
import type { contactChoiceQuery } from '@/__generated__/contactChoiceQuery.graphql';
import type { Load } from '@/ui/recordOptions';

const NEW = 'new:';
const MOST = 20;

/** The name typed when it is to become a new contact: the last word is the family name. */
export function newNameOf(value: string | null): { firstName: string; lastName: string } | undefined {
  if (!value?.startsWith(NEW)) return undefined;
  const words = value.slice(NEW.length).trim().split(/\s+/);
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' };
}

/** Contacts that are no stakeholders yet, the deal's account's own first; and the offer to make a new one. */
export function contactChoice(
  accountId: string | undefined,
  present: readonly string[],
  offer: (name: string) => string,
): Load {
  return async (environment, search) => {
    const data = await fetchQuery<contactChoiceQuery>(
      environment,
      graphql`
        query contactChoiceQuery($search: String, $first: Int!, $accountId: ID, $account: Boolean!) {
          own: contacts(
            search: $search
            first: $first
            orderBy: [{ field: NAME }]
            filter: { archived: { eq: false }, accountId: { eq: $accountId } }
          ) @include(if: $account) {
            nodes {
              id
              name
              jobTitle
            }
          }
          all: contacts(
            search: $search
            first: $first
            orderBy: [{ field: NAME }]
            filter: { archived: { eq: false } }
          ) {
            nodes {
              id
              name
              account {
                id
                name
              }
            }
          }
        }
      `,
      { search: search || null, first: MOST, accountId, account: accountId !== undefined },
    ).toPromise();
    const own = data?.own?.nodes ?? [];
    const found = [
      ...own.map(({ id, name, jobTitle }) => ({ value: id, label: joined(name, jobTitle) })),
      ...(data?.all.nodes ?? [])
        .filter(({ id }) => !own.some((one) => one.id === id))
        .map(({ id, name, account }) => ({ value: id, label: joined(name, account?.name) })),
    ].filter(({ value }) => !present.includes(value));
    return search ? [...found, { value: NEW + search, label: offer(search) }] : found;
  };
}

function joined(name: string, detail: string | null | undefined): string {
  return detail ? `${name} · ${detail}` : name;
}
