import { useDebouncedValue } from '@mantine/hooks';
import type { Icon } from '@tabler/icons-react';
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs';
import IconBuildingSkyscraper from '@tabler/icons-react/dist/esm/icons/IconBuildingSkyscraper.mjs';
import IconFileDollar from '@tabler/icons-react/dist/esm/icons/IconFileDollar.mjs';
import IconPackage from '@tabler/icons-react/dist/esm/icons/IconPackage.mjs';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { searchRecordsQuery } from '@/__generated__/searchRecordsQuery.graphql';
import { websiteText } from '@/ui/website';

export type RecordKind = 'Deal' | 'Account' | 'Contact' | 'Lead' | 'Proposal' | 'Order' | 'File';

export interface Hit {
  kind: RecordKind;
  id: string;
  label: string;
  detail: string | undefined;
  /** The page that a file is shown on. */
  home?: Home;
}

interface Home {
  kind: Exclude<RecordKind, 'File' | 'Order' | 'Proposal'>;
  id: string;
  tab: 'files' | 'activities';
}

export const KIND_ICON: Record<RecordKind, Icon> = {
  Deal: IconBriefcase,
  Account: IconBuildingSkyscraper,
  Contact: IconAddressBook,
  Lead: IconTargetArrow,
  Proposal: IconFileDollar,
  Order: IconPackage,
  File: IconPaperclip,
};

const query = graphql`
  query searchRecordsQuery($text: String!, $first: Int!) {
    search(text: $text, first: $first) {
      __typename
      ... on Deal {
        id
        name
        account {
          name
        }
      }
      ... on Account {
        id
        name
        website
      }
      ... on Contact {
        id
        name
        jobTitle
        account {
          name
        }
      }
      ... on Lead {
        id
        topic
        company
        person
      }
      ... on Proposal {
        id
        number
        revision
        offeredOn: deal {
          id
          name
        }
      }
      ... on Order {
        id
        number
        orderedOn: deal {
          id
          name
        }
      }
      ... on File {
        id
        name
        deal {
          id
          name
        }
        account {
          id
          name
        }
        contact {
          id
          name
        }
        lead {
          id
          topic
        }
        activity {
          subject
          deal {
            id
            name
          }
          account {
            id
            name
          }
          contact {
            id
            name
          }
          lead {
            id
            topic
          }
        }
      }
    }
  }
`;

type Result = searchRecordsQuery['response']['search'][number];

function toHit(result: Result): Hit[] {
  if (result.__typename === 'Deal') {
    return [{ kind: 'Deal', id: result.id, label: result.name, detail: result.account?.name }];
  }
  if (result.__typename === 'Account') {
    return [
      {
        kind: 'Account',
        id: result.id,
        label: result.name,
        detail: result.website ? websiteText(result.website) : undefined,
      },
    ];
  }
  if (result.__typename === 'Contact') {
    const detail = [result.jobTitle, result.account?.name].filter(Boolean).join(' · ');
    return [{ kind: 'Contact', id: result.id, label: result.name, detail: detail || undefined }];
  }
  if (result.__typename === 'Lead') {
    const detail = [result.person, result.company].filter(Boolean).join(' · ');
    return [{ kind: 'Lead', id: result.id, label: result.topic, detail: detail || undefined }];
  }
  if (result.__typename === 'Proposal') {
    const { id, number, revision, offeredOn } = result;
    return [
      {
        kind: 'Proposal',
        id,
        label: revision > 1 ? `${number} · ${revision}` : number,
        detail: offeredOn.name,
      },
    ];
  }
  if (result.__typename === 'Order') {
    return [{ kind: 'Order', id: result.id, label: result.number, detail: result.orderedOn.name }];
  }
  if (result.__typename === 'File') return fileHit(result);
  return [];
}

interface Holders {
  readonly deal?: { readonly id: string; readonly name: string } | null;
  readonly account?: { readonly id: string; readonly name: string } | null;
  readonly contact?: { readonly id: string; readonly name: string } | null;
  readonly lead?: { readonly id: string; readonly topic: string } | null;
}

/** Of those that have it, the one whose page people look at. */
function homeOf({
  deal,
  account,
  contact,
  lead,
}: Holders): (Omit<Home, 'tab'> & { name: string }) | undefined {
  if (deal) return { kind: 'Deal', ...deal };
  if (lead) return { kind: 'Lead', id: lead.id, name: lead.topic };
  if (account) return { kind: 'Account', ...account };
  return contact ? { kind: 'Contact', ...contact } : undefined;
}

/** A file opens on the page of its record; that of an activity among the activities there. */
function fileHit(file: Extract<Result, { __typename: 'File' }>): Hit[] {
  const { id, name, activity } = file;
  const holder = homeOf(activity ?? file);
  if (!holder) return [];
  const detail = [activity?.subject, holder.name].filter(Boolean).join(' · ');
  const home = { kind: holder.kind, id: holder.id, tab: activity ? 'activities' : 'files' } as const;
  return [{ kind: 'File', id, label: name, detail, home }];
}

export interface RecordSearch {
  hits: Hit[];
  busy: boolean;
  /** True when the hits belong to the text as typed. */
  settled: boolean;
}

/** Searches deals, accounts, contacts, leads, proposals, orders and files while somebody types. Old hits stay until new ones arrive. */
export function useRecordSearch(text: string, first = 8): RecordSearch {
  const environment = useRelayEnvironment();
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const [found, setFound] = useState<{ text: string; hits: Hit[] }>({ text: '', hits: [] });

  useEffect(() => {
    if (wanted.length < 2) {
      setFound({ text: wanted, hits: [] });
      return;
    }
    const request = fetchQuery<searchRecordsQuery>(environment, query, { text: wanted, first }).subscribe({
      next: (data) => setFound({ text: wanted, hits: data.search.flatMap(toHit) }),
      error: () => setFound({ text: wanted, hits: [] }),
    });
    return () => request.unsubscribe();
  }, [environment, wanted, first]);

  const settled = found.text === text.trim();
  return { hits: found.hits, busy: !settled && text.trim().length >= 2, settled };
}

export function useOpenRecord(): (hit: Pick<Hit, 'kind' | 'id' | 'home'>) => void {
  const navigate = useNavigate();
  return useCallback(
    (hit) => {
      const { kind, id } = hit.home ?? hit;
      const search = hit.home ? { tab: hit.home.tab, file: hit.id } : {};
      if (kind === 'Deal') void navigate({ to: '/deals/$dealId', params: { dealId: id }, search });
      else if (kind === 'Proposal')
        void navigate({ to: '/proposals/$proposalId', params: { proposalId: id } });
      else if (kind === 'Order') void navigate({ to: '/orders/$orderId', params: { orderId: id } });
      else if (kind === 'Account')
        void navigate({ to: '/accounts/$accountId', params: { accountId: id }, search });
      else if (kind === 'Lead') void navigate({ to: '/leads/$leadId', params: { leadId: id }, search });
      else void navigate({ to: '/contacts/$contactId', params: { contactId: id }, search });
    },
    [navigate],
  );
}
