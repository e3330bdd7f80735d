import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { NotificationList_query$key } from '@/__generated__/NotificationList_query.graphql';
import type { NotificationListPageQuery } from '@/__generated__/NotificationListPageQuery.graphql';
import type {
  NotificationFilter,
  NotificationListQuery,
} from '@/__generated__/NotificationListQuery.graphql';
import { toastApiError } from '@/app/errors';
import { NextPage } from '@/ui/NextPage';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { type Chosen, NothingToTell } from './NotificationFilters';
import { NotificationRow } from './NotificationRow';
import classes from './Notifications.module.css';
import { notificationNews } from './state';
import type { Markable, Marking } from './useMark';

/** So many lines before the last one the next page is read. */
const AHEAD = 3;

const query = graphql`
  query NotificationListQuery($filter: NotificationFilter, $first: Int!) {
    ...NotificationList_query @arguments(filter: $filter, first: $first)
  }
`;

interface Props {
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  marking: Marking;
  /** Grows when somebody tries again. */
  attempt: number;
  /** The lines that are loaded: "all" marks them at once. */
  onLoaded: (lines: readonly Markable[]) => void;
  onOpened?: () => void;
}

function filterOf({ unread, kind }: Chosen): NotificationFilter | null {
  if (!unread && !kind) return null;
  return { ...(unread && { unread: true }), ...(kind && { kind: { eq: kind } }) };
}

/** What the viewer was told, the latest first. */
export function NotificationList(props: Props) {
  const { attempt, chosen } = props;
  const filter = useMemo(() => filterOf(chosen), [chosen]);
  const data = useLazyLoadQuery<NotificationListQuery>(
    query,
    { filter, first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return <Pages {...props} filter={filter} data={data} />;
}

interface PagesProps extends Props {
  filter: NotificationFilter | null;
  data: NotificationList_query$key;
}

function Pages({ filter, data: key, ...props }: PagesProps) {
  const { chosen, onChoose, marking, onLoaded, onOpened } = props;
  const { t } = useTranslation('notifications');
  const [active, setActive] = useState<string>();
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    NotificationListPageQuery,
    NotificationList_query$key
  >(
    graphql`
      fragment NotificationList_query on Query
      @refetchable(queryName: "NotificationListPageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        filter: { type: "NotificationFilter" }
      ) {
        notifications(filter: $filter, first: $first, after: $after)
          @connection(key: "NotificationList_notifications", filters: ["filter"]) {
          edges {
            node {
              id
              version
              readAt
              ...NotificationRow_notification
            }
          }
        }
      }
    `,
    key,
  );
  const { edges } = data.notifications;
  // What is read leaves the unread ones at once, and is back there at once when it is taken back.
  const lines = useMemo(
    () => edges.map(({ node }) => node).filter(({ readAt }) => !chosen.unread || !readAt),
    [edges, chosen.unread],
  );
  useEffect(() => onLoaded(lines), [lines, onLoaded]);
  const refetch = useQuietRefetch<NotificationListQuery>(query, {
    filter,
    first: pageAgain(edges.length, hasNext),
  });
  const next = () =>
    void loadNext(PAGE, { onComplete: (error: Error | null) => error && toastApiError(error) });
  const { waiting, fresh, show, hold } = useArrivals(chosen, refetch);

  if (lines.length === 0 && !hasNext) return <NothingToTell chosen={chosen} onChoose={onChoose} />;
  const reachable = lines.some(({ id }) => id === active) ? active : lines[0]?.id;
  return (
    <>
      {waiting > 0 && (
        <Button fullWidth size="compact-sm" variant="light" mb={6} onClick={show}>
          {t('newer', { count: waiting })}
        </Button>
      )}
      <ul className={classes.list} aria-label={t('title')} {...hold}>
        {lines.map((line, index) => (
          <NotificationRow
            key={line.id}
            notification={line}
            reachable={line.id === reachable}
            fresh={fresh.has(line.id)}
            onFocus={() => {
              setActive(line.id);
              // Whoever walks by keyboard does not see the end of the page.
              if (hasNext && !isLoadingNext && index >= lines.length - AHEAD) next();
            }}
            onToggle={(one) => void marking.mark(one, !one.readAt)}
            onOpen={(one) => {
              void marking.mark(one, true);
              onOpened?.();
            }}
          />
        ))}
      </ul>
      {hasNext && <NextPage paging={{ isLoadingNext, loadNext }} count={PAGE} label={t('more')} />}
    </>
  );
}

/** New lines come in by themselves, but not under the pointer: there they wait until it is gone, or are asked for. */
function useArrivals(chosen: Chosen, refetch: () => void) {
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const [fresh, mark] = useFresh();
  const held = useRef(false);

  const show = useEffectEvent(() => {
    if (waiting.size === 0) return;
    mark([...waiting]);
    setWaiting(new Set());
    refetch();
  });
  const onNews = useEffectEvent(() => {
    const { came, missed } = notificationNews.get();
    const ids = came.filter(({ kind }) => !chosen.kind || kind === chosen.kind).map(({ id }) => id);
    if (ids.length === 0 && !missed) return;
    if (held.current && !missed) return setWaiting((old) => new Set([...old, ...ids]));
    mark(ids);
    refetch();
  });
  useEffect(() => notificationNews.subscribe(() => onNews()), []);

  const [hold] = useState(() => ({
    onPointerEnter: () => {
      held.current = true;
    },
    onPointerLeave: () => {
      held.current = false;
      show();
    },
  }));
  return { waiting: waiting.size, fresh, show: () => show(), hold };
}
