import { useMemo } from 'react';
import { graphql } from 'react-relay/hooks';
import type { useAccountMergingDuplicatesQuery } from '@/__generated__/useAccountMergingDuplicatesQuery.graphql';
import type { useAccountMergingMutation } from '@/__generated__/useAccountMergingMutation.graphql';
import type { useAccountMergingQuery } from '@/__generated__/useAccountMergingQuery.graphql';
import type { useAccountMergingSearchQuery } from '@/__generated__/useAccountMergingSearchQuery.graphql';
import { useAction } from '@/app/useAction';
import { websiteText } from '@/ui/website';
import { customValues, plain, referring } from './custom';
import type { Merging, Side } from './model';
import { reasonsOf } from './reasons';
import { OFFERED, useMergeReads } from './useMergeReads';

const record = graphql`
  query useAccountMergingQuery($id: ID!) {
    account(id: $id) {
      id
      version
      name
      archived
      website
      phone
      address
      employees
      annualRevenue
      foundedYear
      description
      mergedInto {
        id
      }
      owner {
        id
        name
      }
      industry {
        id
        label
      }
      source {
        id
        label
      }
      parent {
        id
        name
      }
      customFields {
        key
        json
        value {
          __typename
          ... on UserValue {
            user {
              id
              name
            }
          }
          ... on AccountValue {
            account {
              id
              name
            }
          }
          ... on ContactValue {
            contact {
              id
              name
            }
          }
        }
      }
      contacts(first: 1) {
        totalCount
      }
      deals(first: 1) {
        totalCount
      }
      subsidiaries(first: 1) {
        totalCount
      }
      tasks(first: 1) {
        totalCount
      }
      activities(first: 1) {
        totalCount
      }
      notes(first: 1) {
        totalCount
      }
      files(first: 1) {
        totalCount
      }
    }
  }
`;

const likely = graphql`
  query useAccountMergingDuplicatesQuery($id: ID!) {
    account(id: $id) {
      id
      website
      phone
    }
    accountDuplicates(id: $id) {
      id
      name
      website
      phone
      owner {
        id
        name
      }
    }
  }
`;

const found = graphql`
  query useAccountMergingSearchQuery($search: String, $first: Int!, $filter: AccountFilter) {
    accounts(search: $search, first: $first, orderBy: [{ field: NAME }], filter: $filter) {
      nodes {
        id
        name
        website
      }
    }
  }
`;

type Read = NonNullable<useAccountMergingQuery['response']['account']>;

function sideOf(account: Read): Side {
  const { id, version, name, owner, website, archived, mergedInto } = account;
  return {
    id,
    version,
    name,
    owner,
    detail: website ? websiteText(website) : '',
    gone: archived || Boolean(mergedInto),
    values: new Map([
      ['name', plain(name)],
      ['owner', referring(owner)],
      ['industry', referring(account.industry)],
      ['website', plain(website)],
      ['phone', plain(account.phone)],
      ['address', plain(account.address)],
      ['parent', referring(account.parent)],
      ['employees', plain(account.employees)],
      ['annualRevenue', plain(account.annualRevenue)],
      ['foundedYear', plain(account.foundedYear)],
      ['source', referring(account.source)],
      ['description', plain(account.description)],
      ...customValues(account.customFields),
    ]),
    moves: [
      { kind: 'contacts', count: account.contacts.totalCount },
      { kind: 'deals', count: account.deals.totalCount },
      { kind: 'subsidiaries', count: account.subsidiaries.totalCount },
      { kind: 'tasks', count: account.tasks.totalCount },
      { kind: 'activities', count: account.activities.totalCount },
      { kind: 'notes', count: account.notes.totalCount },
      { kind: 'files', count: account.files.totalCount },
    ],
  };
}

const SHAPES = { employees: 'number', annualRevenue: 'money' } as const;

/** Merging of accounts: what is read, searched and sent. */
export function useAccountMerging(id: string): Merging {
  const { read, others } = useMergeReads(id);
  const [commit] = useAction<useAccountMergingMutation>(graphql`
    mutation useAccountMergingMutation($input: MergeAccountsInput!) {
      mergeAccounts(input: $input) {
        account {
          id
          version
          archived
          ...AccountCells_account
          ...AccountDetails_account
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useMemo(
    (): Merging => ({
      kind: 'account',
      subject: 'ACCOUNT',
      shapes: SHAPES,
      load: async (wanted) => {
        const data = await read<useAccountMergingQuery>(record, { id: wanted });
        return data?.account ? sideOf(data.account) : null;
      },
      duplicates: async (of) => {
        const data = await read<useAccountMergingDuplicatesQuery>(likely, { id: of });
        const own = { website: data?.account?.website, phones: [data?.account?.phone] };
        return (data?.accountDuplicates ?? []).map(({ website, phone, ...one }) => ({
          ...one,
          detail: website ? websiteText(website) : '',
          reasons: reasonsOf(own, { website, phones: [phone] }),
        }));
      },
      search: async (_, search) => {
        const variables = { search: search || null, first: OFFERED, filter: others };
        const nodes = (await read<useAccountMergingSearchQuery>(found, variables))?.accounts.nodes ?? [];
        return nodes.map(({ id: value, name, website }) => ({
          value,
          label: website ? `${name} · ${websiteText(website)}` : name,
        }));
      },
      merge: (input) => commit({ input }, { onRefused: () => undefined }),
    }),
    [read, others, commit],
  );
}
