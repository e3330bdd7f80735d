import { useCallback, useRef, useState } from 'react';
import { commitLocalUpdate, fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { columnPagesQuery, DealFilter } from '@/__generated__/columnPagesQuery.graphql';
import { toastApiError } from '@/app/errors';
import { addPage } from './boardStore';
import type { CardVariables } from './cardFields';

export type PageState = 'idle' | 'loading' | 'failed';

interface Options {
  boardId: string;
  filter: DealFilter;
  card: CardVariables;
  first: number;
  /** Where the next page of a column starts. */
  endCursorOf: (stageId: string) => string | null | undefined;
  /** The column is now known up to this rank; undefined: to its end. */
  onReach: (stageId: string, rank: string | undefined) => void;
}

/** Further cards of a column, asked for as it is scrolled. They join the board's cards in the store. */
export function useColumnPages({ boardId, filter, card, first, endCursorOf, onReach }: Options) {
  const environment = useRelayEnvironment();
  const [states, setStates] = useState<ReadonlyMap<string, PageState>>(new Map());
  const running = useRef(new Set<string>());
  const latest = useRef({ filter, card, endCursorOf, onReach });
  latest.current = { filter, card, endCursorOf, onReach };

  const loadMore = useCallback(
    (stageId: string) => {
      if (running.current.has(stageId)) return;
      running.current.add(stageId);
      const set = (state: PageState) => setStates((old) => new Map(old).set(stageId, state));
      set('loading');
      const after = latest.current.endCursorOf(stageId);
      fetchQuery<columnPagesQuery>(
        environment,
        graphql`
          query columnPagesQuery($filter: DealFilter!, $first: Int!, $after: String, $cardFields: [String!], $withCardFields: Boolean!) {
            deals(filter: $filter, orderBy: [{ field: RANK }], first: $first, after: $after) {
              nodes {
                id
                version
                rank
                stage {
                  id
                }
                ...BoardCard_deal @arguments(fields: $cardFields, withFields: $withCardFields)
              }
              pageInfo {
                hasNextPage
                endCursor
              }
            }
          }
        `,
        {
          filter: { and: [{ stageId: { eq: stageId } }, latest.current.filter] },
          first,
          after,
          ...latest.current.card,
        },
      ).subscribe({
        next: ({ deals: { nodes, pageInfo } }) => {
          const { hasNextPage, endCursor } = pageInfo;
          commitLocalUpdate(environment, (store) =>
            addPage(store, boardId, stageId, { ids: nodes.map(({ id }) => id), hasNextPage, endCursor }),
          );
          latest.current.onReach(stageId, hasNextPage ? nodes.at(-1)?.rank : undefined);
          running.current.delete(stageId);
          set('idle');
        },
        error: (error: Error) => {
          running.current.delete(stageId);
          set('failed');
          toastApiError(error);
        },
      });
    },
    [environment, boardId, first],
  );

  return { stateOf: (stageId: string): PageState => states.get(stageId) ?? 'idle', loadMore };
}
