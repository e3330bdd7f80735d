import { useCallback, useState } from 'react';
import type { CardNode, Reach } from './group';

interface BoardLike {
  readonly eventCursor: string;
  readonly columns: readonly {
    readonly stage: { readonly id: string };
    readonly deals: {
      readonly nodes: readonly CardNode[];
      readonly pageInfo: { readonly hasNextPage: boolean };
    };
  }[];
}

function startOf(board: BoardLike): Reach {
  const upTo = new Map<string, string>();
  for (const { stage, deals } of board.columns) {
    if (!deals.pageInfo.hasNextPage) continue;
    const ranks = deals.nodes.filter((node) => node.stage.id === stage.id).map(({ rank }) => rank);
    // Without a card of its own nothing is known of the column yet.
    upTo.set(
      stage.id,
      ranks.reduce((max, rank) => (rank > max ? rank : max), ''),
    );
  }
  return { upTo, always: new Set() };
}

/** How far each column is loaded; starts anew with each reading of the board. */
export function useReach(
  board: BoardLike,
): [Reach, (stageId: string, rank: string | undefined) => void, (dealId: string) => void] {
  const [state, setState] = useState(() => ({ of: board.eventCursor, reach: startOf(board) }));
  let { reach } = state;
  if (state.of !== board.eventCursor) {
    reach = { ...startOf(board), always: reach.always };
    setState({ of: board.eventCursor, reach });
  }

  const extend = useCallback((stageId: string, rank: string | undefined) => {
    setState((old) => {
      const upTo = new Map(old.reach.upTo);
      if (rank === undefined) upTo.delete(stageId);
      else upTo.set(stageId, rank);
      return { ...old, reach: { ...old.reach, upTo } };
    });
  }, []);
  const alwaysShow = useCallback((dealId: string) => {
    setState((old) =>
      old.reach.always.has(dealId)
        ? old
        : { ...old, reach: { ...old.reach, always: new Set(old.reach.always).add(dealId) } },
    );
  }, []);
  return [reach, extend, alwaysShow];
}
