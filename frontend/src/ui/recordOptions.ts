import i18next from 'i18next';
import { fetchQuery, graphql } from 'react-relay/hooks';
import type { Environment } from 'relay-runtime';
import type { recordOptionsAccountsQuery } from '@/__generated__/recordOptionsAccountsQuery.graphql';
import type { recordOptionsCompetitorsQuery } from '@/__generated__/recordOptionsCompetitorsQuery.graphql';
import type { recordOptionsContactsQuery } from '@/__generated__/recordOptionsContactsQuery.graphql';
import type {
  LookupKind,
  recordOptionsLookupsQuery,
} from '@/__generated__/recordOptionsLookupsQuery.graphql';
import type { recordOptionsPlansQuery } from '@/__generated__/recordOptionsPlansQuery.graphql';
import type { recordOptionsProductsQuery } from '@/__generated__/recordOptionsProductsQuery.graphql';
import type { recordOptionsUsersQuery } from '@/__generated__/recordOptionsUsersQuery.graphql';
import { labelIn } from '@/i18n/label';

export type { LookupKind };

export interface Option {
  value: string;
  label: string;
}

export type Load = (environment: Environment, text: string) => Promise<Option[]>;

const PAGE = 20;

export const loadUsers: Load = async (environment, search) => {
  const data = await fetchQuery<recordOptionsUsersQuery>(
    environment,
    graphql`
      query recordOptionsUsersQuery($search: String, $first: Int!) {
        users(search: $search, first: $first, filter: { active: { eq: true } }) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return data?.users.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [];
};

export const loadAccounts: Load = async (environment, search) => {
  const data = await fetchQuery<recordOptionsAccountsQuery>(
    environment,
    graphql`
      query recordOptionsAccountsQuery($search: String, $first: Int!) {
        accounts(search: $search, first: $first, orderBy: [{ field: NAME }], filter: { archived: { eq: false } }) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return data?.accounts.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [];
};

export const loadProducts: Load = async (environment, search) => {
  const data = await fetchQuery<recordOptionsProductsQuery>(
    environment,
    graphql`
      query recordOptionsProductsQuery($search: String, $first: Int!) {
        products(search: $search, first: $first, orderBy: [{ field: NAME }]) {
          nodes {
            id
            name
            code
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return (
    data?.products.nodes.map(({ id, name, code }) => ({
      value: id,
      label: code ? `${name} · ${code}` : name,
    })) ?? []
  );
};

/** Those in use, by name. */
export const loadCompetitors: Load = async (environment, search) => {
  const data = await fetchQuery<recordOptionsCompetitorsQuery>(
    environment,
    graphql`
      query recordOptionsCompetitorsQuery($search: String, $first: Int!) {
        competitors(search: $search, first: $first, orderBy: [{ field: NAME }]) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return data?.competitors.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [];
};

/** Those that can be started now, by name. */
export const loadPlans: Load = async (environment, search) => {
  const data = await fetchQuery<recordOptionsPlansQuery>(
    environment,
    graphql`
      query recordOptionsPlansQuery($search: String, $first: Int!) {
        activityPlans(search: $search, first: $first, orderBy: [{ field: NAME }]) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return data?.activityPlans.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [];
};

/** Of one account, or of all. */
export function contactsLoader(accountId: string | null | undefined): Load {
  return async (environment, search) => {
    const data = await fetchQuery<recordOptionsContactsQuery>(
      environment,
      graphql`
        query recordOptionsContactsQuery($search: String, $first: Int!, $filter: ContactFilter) {
          contacts(search: $search, first: $first, orderBy: [{ field: NAME }], filter: $filter) {
            nodes {
              id
              name
              account {
                name
              }
            }
          }
        }
      `,
      {
        search: search || null,
        first: PAGE,
        filter: { archived: { eq: false }, ...(accountId ? { accountId: { eq: accountId } } : {}) },
      },
    ).toPromise();
    return (
      data?.contacts.nodes.map(({ id, name, account }) => ({
        value: id,
        label: account && !accountId ? `${name} · ${account.name}` : name,
      })) ?? []
    );
  };
}

function lookupsLoader(kind: LookupKind): Load {
  return async (environment, search) => {
    const data = await fetchQuery<recordOptionsLookupsQuery>(
      environment,
      graphql`
        query recordOptionsLookupsQuery($kind: LookupKind!) {
          lookups(kind: $kind) {
            id
            label
            labels {language text}
          }
        }
      `,
      { kind },
      { fetchPolicy: 'store-or-network' },
    ).toPromise();
    const needle = search.toLowerCase();
    return (data?.lookups ?? [])
      .map((one) => ({ value: one.id, label: labelIn(one, i18next.language) }))
      .filter(({ label }) => label.toLowerCase().includes(needle));
  };
}

export const lookupLoaders: Record<LookupKind, Load> = {
  SOURCE: lookupsLoader('SOURCE'),
  LOSS_REASON: lookupsLoader('LOSS_REASON'),
  INDUSTRY: lookupsLoader('INDUSTRY'),
  FORECAST_CATEGORY: lookupsLoader('FORECAST_CATEGORY'),
  STAKEHOLDER_ROLE: lookupsLoader('STAKEHOLDER_ROLE'),
  ACTIVITY_KIND: lookupsLoader('ACTIVITY_KIND'),
  FILE_CATEGORY: lookupsLoader('FILE_CATEGORY'),
};
