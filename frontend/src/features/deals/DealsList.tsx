import { Button, Progress } from '@mantine/core';
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { DealsList_query$key } from '@/__generated__/DealsList_query.graphql';
import type { DealsListPaginationQuery } from '@/__generated__/DealsListPaginationQuery.graphql';
import type { DealFilter, DealOrder, DealsListQuery } from '@/__generated__/DealsListQuery.graphql';
import { useCanWrite } from '@/app/viewer';
import { KEPT_BY_CURSOR } from '@/relay/freshly';
import type { SortOrder } from '@/searchParams';
import { DataTable } from '@/ui/DataTable';
import { ListEmpty } from '@/ui/ListEmpty';
import { customName } from '../fields/lists';
import { useImport } from '../transfer/ListMenu';
import { BulkBar } from './BulkBar';
import { DealPeek } from './DealPeek';
import classes from './Deals.module.css';
import { freeze, type ListOrder, placeTouched } from './order';
import { useColumns } from './useColumns';
import { useLiveList } from './useLiveList';
import type { View } from './views';

export interface ListVariables {
  filter: DealFilter | null;
  orderBy: DealOrder[] | null;
  search: string | null;
}

interface Props {
  variables: ListVariables;
  view: View | undefined;
  /** Newer rows are on their way. */
  stale: boolean;
  /** Chips or a text narrow the view. */
  filtered: boolean;
  sort: SortOrder | undefined;
  onSort: (sort: SortOrder | undefined) => void;
  onClear: () => void;
  onCreate?: () => void;
  onColumns?: (ids: readonly string[]) => void;
}

const PAGE = 50;
const NONE: readonly ListOrder[] = [];

/** The rows of one list: loaded page by page, kept true by the server's events. */
export function DealsList(props: Props) {
  const { variables, view, stale, filtered, sort, onSort } = props;
  const { t } = useTranslation('deals');
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const [generation, setGeneration] = useState(0);
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set());
  const [pointed, setPointed] = useState(false);
  const [peeked, setPeeked] = useState<string>();
  const columns = useColumns<(typeof rows)[number]>(view);

  const query = useLazyLoadQuery<DealsListQuery>(
    graphql`
      query DealsListQuery($filter: DealFilter, $orderBy: [DealOrder!], $search: String, $first: Int!) {
        eventCursor(label: "deals")
        ...DealsList_query
          @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
      }
    `,
    { ...variables, first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: generation, networkCacheConfig: KEPT_BY_CURSOR },
  );
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    DealsListPaginationQuery,
    DealsList_query$key
  >(
    graphql`
      fragment DealsList_query on Query
      @refetchable(queryName: "DealsListPaginationQuery")
      @argumentDefinitions(
        filter: { type: "DealFilter" }
        orderBy: { type: "[DealOrder!]" }
        search: { type: "String" }
        first: { type: "Int!" }
        after: { type: "String" }
      ) {
        deals(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "DealsList_deals") {
          __id
          edges {
            node {
              id
              version
              name
              amountBase
              probability
              expectedCloseOn
              closedAt
              lastActivityAt
              stageEnteredAt
              createdAt
              updatedAt
              rank
              customFields {
                key
                json
              }
              ...DealCell_deal
            }
          }
        }
      }
    `,
    query,
  );
  const rows = useMemo(() => data.deals.edges.map(({ node }) => node), [data.deals.edges]);
  const order = useMemo(
    () =>
      (variables.orderBy as ListOrder[] | null)?.map((one) => ({
        ...one,
        numeric:
          columns.find(({ id }) => one.customKey && id === customName(one.customKey))?.align === 'right',
      })) ?? NONE,
    [variables.orderBy, columns],
  );

  const { touched, fresh } = useLiveList({
    connectionId: data.deals.__id,
    eventCursor: query.eventCursor,
    variables,
    onResync: () => setGeneration((old) => old + 1),
  });

  const placed = useMemo(() => placeTouched(rows, touched, order, hasNext), [rows, touched, order, hasNext]);
  const [kept, setKept] = useState<readonly string[]>(() => placed.map(({ id }) => id));
  const frozen = pointed || selected.size > 0;
  const placedIds = useMemo(() => placed.map(({ id }) => id), [placed]);
  if (!frozen && kept !== placedIds) setKept(placedIds);
  const { shown, held } = useMemo(() => freeze(rows, placed, kept, touched), [rows, placed, kept, touched]);

  const live = useMemo(() => {
    const ids = new Set(rows.map(({ id }) => id));
    return new Set([...selected].filter((id) => ids.has(id)));
  }, [rows, selected]);
  const names = useMemo(() => new Map(rows.map(({ id, name }) => [id, name])), [rows]);
  const onOpen = useCallback(
    (row: { id: string }) => void navigate({ to: '/deals/$dealId', params: { dealId: row.id } }),
    [navigate],
  );

  const onPeek = useCallback(({ id }: { id: string }) => setPeeked(id), []);

  return (
    <div
      className={classes.list}
      data-stale={stale || undefined}
      onPointerMove={(event) => event.pointerType === 'mouse' && setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      {stale && (
        <Progress
          className={classes.progress}
          value={100}
          size={3}
          animated
          aria-label={t('common:loading')}
        />
      )}
      {held > 0 && (
        <Button className={classes.news} size="compact-md" radius="xl" onClick={() => setKept(placedIds)}>
          {t('news', { count: held })}
        </Button>
      )}
      <DataTable
        name={`deals-${view?.key ?? 'ALL'}`}
        label={t('title')}
        columns={columns}
        rows={shown}
        sort={sort ?? order[0]}
        onSort={onSort}
        selected={canWrite ? live : undefined}
        onSelect={canWrite ? setSelected : undefined}
        onOpen={onOpen}
        onPeek={onPeek}
        hasNext={hasNext}
        isLoadingNext={isLoadingNext}
        loadNext={loadNext}
        pageSize={PAGE}
        onColumns={props.onColumns}
        isFresh={(row) => fresh.has(row.id)}
        empty={<Nothing {...props} filtered={filtered} />}
      />
      {live.size > 0 && <BulkBar ids={[...live]} names={names} onClear={() => setSelected(new Set())} />}
      {peeked && <DealPeek dealId={peeked} onClose={() => setPeeked(undefined)} />}
    </div>
  );
}

function Nothing({ filtered, view, onClear, onCreate }: Props) {
  const { t } = useTranslation('deals');
  const onImport = useImport('DEALS');
  return (
    <ListEmpty
      filtered={filtered}
      onClear={onClear}
      icon={IconBriefcase}
      title={t('empty.title')}
      createLabel={t('create.title')}
      onCreate={onCreate}
      onImport={onImport}
    >
      {t(`empty.${view?.saved ? 'saved' : (view?.key ?? 'ALL')}`)}
    </ListEmpty>
  );
}
