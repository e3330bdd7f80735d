import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { Button, Loader } from '@mantine/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardCard_deal$key } from '@/__generated__/BoardCard_deal.graphql';
import type { BoardColumnHead_column$key } from '@/__generated__/BoardColumnHead_column.graphql';
import { useCell } from '@/relay/store';
import { BoardCard } from './BoardCard';
import classes from './BoardColumn.module.css';
import { BoardColumnHead } from './BoardColumnHead';
import type { PageState } from './columnPages';
import { columnDomId, useControl } from './control';
import { isDealDrag } from './dragData';
import type { CardNode, Entry } from './group';
import type { StageInfo } from './place';

export type CardRef = CardNode & BoardCard_deal$key;

interface Props {
  column: BoardColumnHead_column$key;
  stage: StageInfo;
  cards: readonly Entry<CardRef>[];
  hasNext: boolean;
  loading: PageState;
  /** Both take the stage, so that one function serves all columns and none renders for the others. */
  onMore: (stageId: string) => void;
  onFold?: (stageId: string, folded: boolean) => void;
  folded: boolean;
  onCreate?: (stageId: string) => void;
}

const CARD_HEIGHT = 96;
const GAP = 8;
const AHEAD = 6;

/** One stage: its totals, and its cards as a virtual list that loads on as it is scrolled. */
export const BoardColumn = memo(function BoardColumn(props: Props) {
  const { column, stage, folded, onFold, onCreate } = props;
  const control = useControl();
  const section = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const headingId = useId();
  const [over, setOver] = useState(false);
  const drag = useCell(control.drag);
  const refuses = drag !== null && !control.mayEnter(drag.stageId, stage.id);
  const { id: stageId } = stage;

  useEffect(() => {
    const element = section.current;
    if (!element) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => isDealDrag(source.data) && control.mayEnter(source.data.stageId, stageId),
      getData: ({ input }) => {
        const top = list.current?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
        return { kind: 'column', stageId, at: input.clientY < top ? 'top' : 'bottom' };
      },
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [control, stageId]);

  return (
    <section
      ref={section}
      id={columnDomId(stageId)}
      className={classes.column}
      data-column={stageId}
      aria-labelledby={headingId}
      data-folded={folded || undefined}
      data-over={over || undefined}
      data-refuses={refuses || undefined}
      data-kind={stage.kind}
    >
      <BoardColumnHead
        column={column}
        headingId={headingId}
        folded={folded}
        onFold={onFold && ((next) => onFold(stageId, next))}
        onCreate={onCreate}
      />
      {!folded && <Cards {...props} listRef={list} />}
    </section>
  );
});

function Cards({
  stage,
  cards,
  hasNext,
  loading,
  onMore,
  listRef,
}: Props & { listRef: React.RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation('board');
  const control = useControl();
  const scroll = useRef<HTMLDivElement>(null);
  const drag = useCell(control.drag);
  const held = drag ? cards.findIndex(({ id }) => id === drag.dealId) : -1;

  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => CARD_HEIGHT,
    gap: GAP,
    overscan: AHEAD,
    // Room for the hint that sticks out of the first card.
    paddingStart: 10,
    paddingEnd: 12,
    getItemKey: (index) => cards[index]?.id ?? index,
    // The browser ends a drag whose source leaves the document: the held card stays rendered.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return held < 0 || indexes.includes(held) ? indexes : [...indexes, held].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const stageId = stage.id;

  useEffect(() => {
    if (hasNext && loading === 'idle' && last >= cards.length - AHEAD) onMore(stageId);
  }, [hasNext, loading, last, cards.length, onMore, stageId]);

  useEffect(
    () => control.registerScroller(stageId, (index) => virtual.scrollToIndex(index, { align: 'auto' })),
    [control, stageId, virtual],
  );

  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    return autoScrollForElements({ element, canScroll: ({ source }) => isDealDrag(source.data) });
  }, []);

  return (
    <div
      ref={scroll}
      className={classes.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      role="group"
      aria-label={t('column.cards', { stage: stage.name })}
      data-scroll={stageId}
    >
      <div
        ref={listRef}
        role={cards.length > 0 ? 'list' : undefined}
        style={{ height: virtual.getTotalSize() }}
        className={classes.list}
      >
        {items.map((item) => {
          const card = cards[item.index];
          if (!card) return null;
          return (
            <div
              key={card.id}
              ref={virtual.measureElement}
              data-index={item.index}
              role="listitem"
              aria-posinset={item.index + 1}
              aria-setsize={hasNext ? -1 : cards.length}
              className={classes.item}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <BoardCard deal={card.node} id={card.id} stageId={stageId} />
            </div>
          );
        })}
      </div>
      {cards.length === 0 && !hasNext && <p className={classes.empty}>{t('column.empty')}</p>}
      {loading === 'loading' && (
        <div className={classes.loading} role="status" aria-label={t('common:loading')}>
          <Loader size="sm" />
        </div>
      )}
      {loading === 'failed' && (
        <div className={classes.loading}>
          <Button size="compact-sm" variant="default" onClick={() => onMore(stageId)}>
            {t('column.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
