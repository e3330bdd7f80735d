import { useEffect, useRef, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import { ConnectionHandler, type RecordSourceSelectorProxy } from 'relay-runtime';
import type { DealsTotalsQuery } from '@/__generated__/DealsTotalsQuery.graphql';
import type { useLiveListSubscription } from '@/__generated__/useLiveListSubscription.graphql';
import { useViewer } from '@/app/viewer';
import { useLive } from '@/relay/live';
import { fieldKey } from '@/ui/HistoryList';
import { customName } from '../fields/lists';
import { useFresh } from '../records/useFresh';
import type { ListVariables } from './DealsList';
import { totalsQuery } from './DealsTotals';
import { SORT_FIELDS } from './order';

type Batch = useLiveListSubscription['response'];

/** Bursts (an import, a bulk change) ask for the totals once. */
const TOTALS_AFTER = 400;
const NOTHING: ReadonlySet<string> = new Set();

/** Membership as the server decides it: Entered and Changed rows are in the connection, Left and Hidden ones are not. */
export function applyMembership(store: RecordSourceSelectorProxy<Batch>, connectionId: string): void {
  const connection = store.get(connectionId);
  const events = store.getRootField('dealEvents')?.getLinkedRecords('events');
  if (!connection || !events) return;
  const present = new Set(
    connection.getLinkedRecords('edges')?.map((edge) => edge?.getLinkedRecord('node')?.getDataID()),
  );
  for (const event of events) {
    const kind = event?.getType();
    if (kind === 'DealLeft' || kind === 'DealHidden') {
      const id = String(event?.getValue('dealId'));
      ConnectionHandler.deleteNode(connection, id);
      present.delete(id);
    } else if (kind === 'DealEntered' || kind === 'DealChanged') {
      const deal = event?.getLinkedRecord('deal');
      if (!deal || present.has(deal.getDataID())) continue;
      const edge = ConnectionHandler.createEdge(store, connection, deal, 'DealEdge');
      edge.setValue('', 'cursor');
      ConnectionHandler.insertEdgeAfter(connection, edge);
      present.add(deal.getDataID());
    }
  }
}

/** Whether an event can move its row in the current order. */
function moves(event: Batch['dealEvents']['events'][number], orderBy: ListVariables['orderBy']): boolean {
  if (event.__typename === 'DealEntered') return true;
  if (event.__typename !== 'DealChanged') return false;
  const changed = event.changes.map(({ field }) => fieldKey(field));
  return (orderBy ?? []).some(
    ({ field, customKey }) =>
      field === 'UPDATED_AT' ||
      (customKey && changed.includes(customName(customKey))) ||
      SORT_FIELDS[field]?.some((name) => changed.includes(name)),
  );
}

interface Options {
  connectionId: string;
  eventCursor: string;
  variables: ListVariables;
  onResync: () => void;
}

export function useLiveList({ connectionId, eventCursor, variables, onResync }: Options) {
  const environment = useRelayEnvironment();
  const viewer = useViewer();
  const [touched, setTouched] = useState(NOTHING);
  const [fresh, mark] = useFresh();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const readTotals = () => {
    const { filter, search } = variables;
    fetchQuery<DealsTotalsQuery>(
      environment,
      totalsQuery,
      { filter, search },
      { fetchPolicy: 'network-only' },
      // The old totals stay on screen; the next event asks again.
    ).subscribe({ error: () => undefined });
  };

  useLive<useLiveListSubscription>(
    graphql`
      subscription useLiveListSubscription($filter: DealFilter, $search: String, $after: Cursor) {
        dealEvents(filter: $filter, search: $search, after: $after) {
          cursor
          events {
            __typename
            ... on DealEntered {
              seq
              actor {
                name
                user {
                  id
                }
              }
              deal {
                id
                version
                name
                amountBase
                rank
                customFields {
                  key
                  json
                }
                ...DealCell_deal
              }
            }
            ... on DealChanged {
              seq
              actor {
                name
                user {
                  id
                }
              }
              changes {
                field
              }
              deal {
                id
                version
                name
                amountBase
                rank
                customFields {
                  key
                  json
                }
                ...DealCell_deal
              }
            }
            ... on DealLeft {
              dealId
            }
            ... on DealHidden {
              dealId
            }
            # Whether it waits to enter a stage is told with its approval.
            ... on DealRecordChanged {
              dealId
              deal {
                id
                version
                pendingEntry {
                  stage {
                    id
                    version
                    name
                  }
                }
              }
            }
          }
        }
      }
    `,
    { filter: variables.filter, search: variables.search, after: eventCursor },
    {
      updater: (store) => applyMembership(store, connectionId),
      onBatch: ({ dealEvents: { events } }) => {
        if (events.length === 0) return;
        const moved = new Set<string>();
        const foreign: string[] = [];
        for (const event of events) {
          if (event.__typename !== 'DealEntered' && event.__typename !== 'DealChanged') continue;
          if (!event.deal) continue;
          if (moves(event, variables.orderBy)) moved.add(event.deal.id);
          if (event.actor?.user?.id !== viewer.id) foreign.push(event.deal.id);
        }
        if (moved.size > 0) setTouched((old) => new Set([...old, ...moved]));
        mark(foreign, '');
        clearTimeout(timer.current);
        timer.current = setTimeout(readTotals, TOTALS_AFTER);
      },
      onResync,
    },
  );
  return { touched, fresh };
}
