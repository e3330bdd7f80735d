import { Switch } from '@mantine/core';
import { useEffect, useState, useTransition } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { DealHistory_deal$key } from '@/__generated__/DealHistory_deal.graphql';
import type { DealHistoryPaginationQuery } from '@/__generated__/DealHistoryPaginationQuery.graphql';
import type { DealHistoryQuery } from '@/__generated__/DealHistoryQuery.graphql';
import { HistoryList } from '@/ui/HistoryList';

const PAGE = 30;

interface Props {
  dealId: string;
  /** Grows with every change of the deal: the list is then read again from its top. */
  changes: number;
}

/** Who changed what and when; changes right after creation are shown on demand. */
export function DealHistory({ dealId, changes }: Props) {
  const { t } = useTranslation('deals');
  const [includeGrace, setIncludeGrace] = useState(false);
  const [pending, start] = useTransition();
  const [read, setRead] = useState(changes);
  useEffect(() => start(() => setRead(changes)), [changes]);
  return (
    <>
      <Switch
        mb="md"
        label={t('history.grace')}
        checked={includeGrace}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          start(() => setIncludeGrace(checked));
        }}
      />
      <div aria-busy={pending}>
        <Pages dealId={dealId} includeGrace={includeGrace} read={read} />
      </div>
    </>
  );
}

function Pages({ dealId, includeGrace, read }: { dealId: string; includeGrace: boolean; read: number }) {
  const { deal } = useLazyLoadQuery<DealHistoryQuery>(
    graphql`
      query DealHistoryQuery($id: ID!, $first: Int!, $includeGrace: Boolean!) {
        deal(id: $id) {
          id
          ...DealHistory_deal @arguments(first: $first, includeGrace: $includeGrace)
        }
      }
    `,
    { id: dealId, first: PAGE, includeGrace },
    { fetchPolicy: 'store-and-network', fetchKey: read },
  );
  return deal && <Entries deal={deal} />;
}

function Entries({ deal }: { deal: DealHistory_deal$key }) {
  const { data, loadNext, isLoadingNext } = usePaginationFragment<
    DealHistoryPaginationQuery,
    DealHistory_deal$key
  >(
    graphql`
      fragment DealHistory_deal on Deal
      @refetchable(queryName: "DealHistoryPaginationQuery")
      @argumentDefinitions(
        first: { type: "Int!" }
        after: { type: "String" }
        includeGrace: { type: "Boolean!" }
      ) {
        history(first: $first, after: $after, includeGrace: $includeGrace)
          @connection(key: "DealHistory_history") {
          edges {
            node {
              id
            }
          }
          ...HistoryList_history
        }
      }
    `,
    deal,
  );
  return <HistoryList history={data.history} onMore={() => loadNext(PAGE)} loadingMore={isLoadingNext} />;
}
