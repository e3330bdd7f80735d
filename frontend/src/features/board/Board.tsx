import { cleanup as removeLiveRegion } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import IconLayoutKanban from '@tabler/icons-react/dist/esm/icons/IconLayoutKanban.mjs';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { BoardQuery, DealFilter } from '@/__generated__/BoardQuery.graphql';
import { KEPT_BY_CURSOR } from '@/relay/freshly';
import { ListEmpty } from '@/ui/ListEmpty';
import classes from './Board.module.css';
import { BoardColumn, type CardRef } from './BoardColumn';
import { BoardLive } from './BoardLive';
import type { CardVariables } from './cardFields';
import { useColumnPages } from './columnPages';
import { ControlProvider, createControl } from './control';
import { DropBars } from './DropBars';
import { type Groups, groupCards } from './group';
import { LossDialog } from './LossDialog';
import { useBoardDrag } from './useBoardDrag';
import { useBoardKeys } from './useBoardKeys';
import { useFolds } from './useFolds';
import { useMoves } from './useMoves';
import { useReach } from './useReach';
import { useTouchDrag } from './useTouchDrag';

const PAGE = 25;

export interface BoardProps {
  pipelineId: string;
  filter: DealFilter;
  /** What the cards show besides. */
  card: CardVariables;
  /** Some filter of the user's is on: an empty board then says so. */
  filtered: boolean;
  fetchKey: number;
  onRefetch: () => void;
  onClearFilter: () => void;
  /** Absent for those who may only read. */
  onCreate?: (stageId?: string) => void;
  /** A deal just made here, to be found and focused. */
  createdId?: string;
}

/** The columns of one pipeline. Suspends; mount it anew (key) for another filter. */
export function Board(props: BoardProps) {
  const { pipelineId, filter, card, filtered, fetchKey, onRefetch, onClearFilter, onCreate, createdId } =
    props;
  const { t } = useTranslation('board');
  const { board } = useLazyLoadQuery<BoardQuery>(
    graphql`
      query BoardQuery($pipelineId: ID!, $filter: DealFilter, $first: Int!, $cardFields: [String!], $withCardFields: Boolean!) {
        board(pipelineId: $pipelineId, filter: $filter, first: $first) {
          __id
          eventCursor
          pipeline {
            id
            version
            name
            allowSkip
            allowBack
          }
          columns {
            __id
            ...BoardColumnHead_column
            stage {
              id
              version
              name
              kind
              color
            }
            deals {
              nodes {
                id
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
        }
      }
    `,
    { pipelineId, filter, first: PAGE, ...card },
    { fetchPolicy: 'store-and-network', fetchKey, networkCacheConfig: KEPT_BY_CURSOR },
  );
  const { columns, pipeline, eventCursor, __id: boardId } = board;
  const [control] = useState(createControl);
  const scroller = useRef<HTMLDivElement>(null);

  const stages = useMemo(() => columns.map(({ stage }) => stage), [columns]);
  const [reach, extendReach, alwaysShow] = useReach(board);
  const nodes = useMemo(() => columns.flatMap(({ deals }): readonly CardRef[] => deals.nodes), [columns]);
  const previous = useRef<Groups<CardRef>>(undefined);
  const groups = useMemo(
    () =>
      groupCards(
        nodes,
        stages.map(({ id }) => id),
        reach,
        previous.current,
      ),
    [nodes, stages, reach],
  );
  previous.current = groups;

  // A column's object changes with each of its cards; its head needs only to know which column it is.
  const heads = useRef(new Map<string, (typeof columns)[number]>());
  const headOf = (column: (typeof columns)[number]) => {
    const known = heads.current.get(column.__id);
    if (known && known.stage === column.stage) return known;
    heads.current.set(column.__id, column);
    return column;
  };

  const { isFolded, fold } = useFolds();
  const moves = useMoves(control, alwaysShow);
  control.update({
    groups,
    stages,
    rules: pipeline,
    isFolded: (stageId) => {
      const stage = stages.find(({ id }) => id === stageId);
      return stage !== undefined && isFolded(stage);
    },
    request: moves.request,
  });
  const onKeyDown = useBoardKeys(control);
  const empty =
    columns.every(({ deals }) => !deals.pageInfo.hasNextPage) &&
    [...groups.values()].every((cards) => cards.length === 0);
  useBoardDrag(scroller, control, !empty);
  useTouchDrag(scroller, control, !empty);

  const { stateOf, loadMore } = useColumnPages({
    boardId,
    filter,
    card,
    first: PAGE,
    endCursorOf: (stageId) => columns.find(({ stage }) => stage.id === stageId)?.deals.pageInfo.endCursor,
    onReach: extendReach,
  });
  const onFold = useCallback((stageId: string, folded: boolean) => fold(stageId, folded), [fold]);

  // One card is the board's tab stop; when it is gone, the first one is.
  useEffect(() => {
    const active = control.active.get();
    const there = active && [...groups.values()].some((cards) => cards.some(({ id }) => id === active));
    if (!there) control.active.set(control.first() ?? null);
  }, [control, groups]);
  useEffect(() => {
    if (createdId) control.focus(createdId);
  }, [control, createdId]);
  useEffect(
    () => () => {
      control.marks.clear();
      removeLiveRegion();
    },
    [control],
  );

  return (
    <ControlProvider value={control}>
      <BoardLive
        key={eventCursor}
        boardId={boardId}
        pipelineId={pipelineId}
        filter={filter}
        card={card}
        after={eventCursor}
        onResync={onRefetch}
      />
      {empty ? (
        <ListEmpty
          filtered={filtered}
          onClear={onClearFilter}
          icon={IconLayoutKanban}
          title={t('empty.noDeals')}
          createLabel={t('create')}
          onCreate={onCreate && (() => onCreate())}
        >
          {t('empty.noDealsHint')}
        </ListEmpty>
      ) : (
        <div className={classes.frame}>
          <div
            ref={scroller}
            className={classes.board}
            role="group"
            aria-label={t('label', { pipeline: pipeline.name })}
            onKeyDown={onKeyDown}
          >
            {columns.map((column) => (
              <BoardColumn
                key={column.stage.id}
                column={headOf(column)}
                stage={column.stage}
                cards={groups.get(column.stage.id) ?? NO_CARDS}
                hasNext={column.deals.pageInfo.hasNextPage}
                loading={stateOf(column.stage.id)}
                onMore={loadMore}
                onFold={column.stage.kind === 'OPEN' ? undefined : onFold}
                folded={isFolded(column.stage)}
                onCreate={column.stage.kind === 'OPEN' ? onCreate : undefined}
              />
            ))}
          </div>
          <DropBars stages={stages} />
        </div>
      )}
      {moves.asking && (
        <LossDialog deal={moves.asking.deal} onCancel={moves.cancelLoss} onConfirm={moves.confirmLoss} />
      )}
    </ControlProvider>
  );
}

const NO_CARDS: readonly never[] = [];
