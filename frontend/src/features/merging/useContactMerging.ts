import { useMemo } from 'react';
import { graphql } from 'react-relay/hooks';
import type { useContactMergingDuplicatesQuery } from '@/__generated__/useContactMergingDuplicatesQuery.graphql';
import type { useContactMergingMutation } from '@/__generated__/useContactMergingMutation.graphql';
import type { useContactMergingQuery } from '@/__generated__/useContactMergingQuery.graphql';
import type { useContactMergingSearchQuery } from '@/__generated__/useContactMergingSearchQuery.graphql';
import { useAction } from '@/app/useAction';
import { customValues, plain, referring, several } from './custom';
import type { Merging, Side } from './model';
import { reasonsOf } from './reasons';
import { OFFERED, useMergeReads } from './useMergeReads';

const record = graphql`
  query useContactMergingQuery($id: ID!) {
    contact(id: $id) {
      id
      version
      name
      archived
      firstName
      lastName
      jobTitle
      department
      emails
      phones
      language
      description
      mergedInto {
        id
      }
      account {
        id
        name
      }
      owner {
        id
        name
      }
      source {
        id
        label
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
      deals(first: 1) {
        totalCount
      }
      stakes(first: 1) {
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
    tasks(filter: { contactId: { eq: $id } }, first: 1) {
      totalCount
    }
  }
`;

const likely = graphql`
  query useContactMergingDuplicatesQuery($id: ID!) {
    contact(id: $id) {
      id
      emails
      phones
    }
    contactDuplicates(id: $id) {
      id
      name
      jobTitle
      emails
      phones
      account {
        id
        name
      }
      owner {
        id
        name
      }
    }
  }
`;

const found = graphql`
  query useContactMergingSearchQuery($search: String, $first: Int!, $filter: ContactFilter) {
    contacts(search: $search, first: $first, orderBy: [{ field: NAME }], filter: $filter) {
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
`;

type Read = NonNullable<useContactMergingQuery['response']['contact']>;

function detailOf(
  jobTitle: string | null | undefined,
  account: { readonly name: string } | null | undefined,
) {
  return [jobTitle, account?.name].filter(Boolean).join(' · ');
}

function sideOf(contact: Read, tasks: number): Side {
  const { id, version, name, owner, account, jobTitle, archived, mergedInto } = contact;
  return {
    id,
    version,
    name,
    owner,
    detail: detailOf(jobTitle, account),
    gone: archived || Boolean(mergedInto),
    values: new Map([
      ['firstName', plain(contact.firstName)],
      ['lastName', plain(contact.lastName)],
      ['account', referring(account)],
      ['jobTitle', plain(jobTitle)],
      ['department', plain(contact.department)],
      ['emails', several(contact.emails)],
      ['phones', several(contact.phones)],
      ['language', plain(contact.language)],
      ['owner', referring(owner)],
      ['source', referring(contact.source)],
      ['description', plain(contact.description)],
      ...customValues(contact.customFields),
    ]),
    moves: [
      { kind: 'deals', count: contact.deals.totalCount },
      { kind: 'stakes', count: contact.stakes.totalCount },
      { kind: 'tasks', count: tasks },
      { kind: 'activities', count: contact.activities.totalCount },
      { kind: 'notes', count: contact.notes.totalCount },
      { kind: 'files', count: contact.files.totalCount },
    ],
  };
}

const SHAPES = { language: 'language' } as const;

/** Merging of contacts: what is read, searched and sent. */
export function useContactMerging(id: string): Merging {
  const { read, others } = useMergeReads(id);
  const [commit] = useAction<useContactMergingMutation>(graphql`
    mutation useContactMergingMutation($input: MergeContactsInput!) {
      mergeContacts(input: $input) {
        contact {
          id
          version
          archived
          ...ContactCells_contact
          ...ContactDetails_contact
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useMemo(
    (): Merging => ({
      kind: 'contact',
      subject: 'CONTACT',
      shapes: SHAPES,
      load: async (wanted) => {
        const data = await read<useContactMergingQuery>(record, { id: wanted });
        return data?.contact ? sideOf(data.contact, data.tasks.totalCount) : null;
      },
      duplicates: async (of) => {
        const data = await read<useContactMergingDuplicatesQuery>(likely, { id: of });
        const own = { emails: data?.contact?.emails, phones: data?.contact?.phones };
        return (data?.contactDuplicates ?? []).map(({ jobTitle, account, emails, phones, ...one }) => ({
          ...one,
          detail: detailOf(jobTitle, account),
          reasons: reasonsOf(own, { emails, phones }),
        }));
      },
      search: async (_, search) => {
        const variables = { search: search || null, first: OFFERED, filter: others };
        const nodes = (await read<useContactMergingSearchQuery>(found, variables))?.contacts.nodes ?? [];
        return nodes.map(({ id: value, name, account }) => ({
          value,
          label: account ? `${name} · ${account.name}` : name,
        }));
      },
      merge: (input) => commit({ input }, { onRefused: () => undefined }),
    }),
    [read, others, commit],
  );
}
