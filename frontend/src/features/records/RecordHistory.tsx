import { Checkbox, Stack } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { RecordHistoryQuery } from '@/__generated__/RecordHistoryQuery.graphql';
import { HistoryList } from '@/ui/HistoryList';
import { SkeletonRows } from '@/ui/SkeletonRows';

interface Props {
  id: string;
  /** Read again when the record changes. */
  version: number;
}

/** Who changed what, page by page. Changes right after creation stay out until asked for. */
export function RecordHistory({ id, version }: Props) {
  const { t } = useTranslation('accounts');
  const [grace, setGrace] = useState(false);
  const [later, setLater] = useState<readonly string[]>([]);
  const pages = [undefined, ...later];
  return (
    <Stack gap="md">
      <Checkbox
        size="xs"
        label={t('history.grace')}
        checked={grace}
        onChange={(event) => {
          setGrace(event.currentTarget.checked);
          setLater([]);
        }}
      />
      {pages.map((after, index) => (
        <Suspense key={after ?? 'first'} fallback={<SkeletonRows rows={3} />}>
          <HistoryPage
            id={id}
            after={after}
            grace={grace}
            version={version}
            onMore={index === pages.length - 1 ? (next) => setLater([...later, next]) : undefined}
          />
        </Suspense>
      ))}
    </Stack>
  );
}

interface PageProps extends Props {
  after: string | undefined;
  grace: boolean;
  onMore?: (after: string) => void;
}

function HistoryPage({ id, after, grace, version, onMore }: PageProps) {
  const { node } = useLazyLoadQuery<RecordHistoryQuery>(
    graphql`
      query RecordHistoryQuery($id: ID!, $after: String, $grace: Boolean!) {
        node(id: $id) {
          __typename
          ... on Account {
            accountHistory: history(first: 30, after: $after, includeGrace: $grace) {
              ...HistoryList_history
            }
          }
          ... on Contact {
            contactHistory: history(first: 30, after: $after, includeGrace: $grace) {
              ...HistoryList_history
            }
          }
          ... on Lead {
            leadHistory: history(first: 30, after: $after, includeGrace: $grace) {
              ...HistoryList_history
            }
          }
          ... on Competitor {
            competitorHistory: history(first: 30, after: $after, includeGrace: $grace) {
              ...HistoryList_history
            }
          }
          ... on Proposal {
            proposalHistory: history(first: 30, after: $after, includeGrace: $grace) {
              ...HistoryList_history
            }
          }
          ... on ContractPackage {
            contractHistory: history(first: 30, after: $after, includeGrace: $grace) {
              ...HistoryList_history
            }
          }
          ... on Order {
            orderHistory: history(first: 30, after: $after, includeGrace: $grace) {
              ...HistoryList_history
            }
          }
          ... on Product {
            productHistory: history(first: 30, after: $after, includeGrace: $grace) {
              ...HistoryList_history
            }
          }
        }
      }
    `,
    { id, after, grace },
    { fetchPolicy: 'store-and-network', fetchKey: version },
  );
  const history = node && historyOf(node);
  return history ? <HistoryList history={history} of={id} onMore={onMore} /> : null;
}

type Node = NonNullable<RecordHistoryQuery['response']['node']>;

function historyOf(node: Node) {
  switch (node.__typename) {
    case 'Account':
      return node.accountHistory;
    case 'Contact':
      return node.contactHistory;
    case 'Lead':
      return node.leadHistory;
    case 'Competitor':
      return node.competitorHistory;
    case 'Proposal':
      return node.proposalHistory;
    case 'ContractPackage':
      return node.contractHistory;
    case 'Order':
      return node.orderHistory;
    case 'Product':
      return node.productHistory;
    default:
      return undefined;
  }
}
