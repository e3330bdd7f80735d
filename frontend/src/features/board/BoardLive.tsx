import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { useTranslation } from 'react-i18next';
import { commitLocalUpdate, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { BoardLiveSubscription, DealFilter } from '@/__generated__/BoardLiveSubscription.graphql';
import { useViewer } from '@/app/viewer';
import { useLive } from '@/relay/live';
import { addCards, removeCard, setTotals } from './boardStore';
import type { CardVariables } from './cardFields';
import { useControl } from './control';

interface Props {
  boardId: string;
  pipelineId: string;
  filter: DealFilter;
  card: CardVariables;
  after: string;
  onResync: () => void;
}

type Batch = BoardLiveSubscription['response']['boardChanged'];
type Event = Batch['events'][number];
type DealNews = Extract<Event, { __typename: 'DealEntered' | 'DealChanged' }>;

/** More than this in one batch is told as a number: nobody listens to forty sentences. */
const TOLD = 2;

function hasMoved(event: DealNews): boolean {
  if (/stage|won|lost|reopened/.test(event.kind)) return true;
  return event.__typename === 'DealChanged' && event.changes.some(({ field }) => /^(stage|rank)/.test(field));
}

/** What others do to the board. Mounted anew for each reading of the board, so that it starts right behind it. */
export function BoardLive({ boardId, pipelineId, filter, card, after, onResync }: Props) {
  const { t } = useTranslation('board');
  const environment = useRelayEnvironment();
  const viewer = useViewer();
  const control = useControl();

  const tell = (batch: Batch) => {
    const sentences: string[] = [];
    const stageName = (stageId: string) =>
      control.now().stages.find((stage) => stage.id === stageId)?.name ?? '';
    for (const event of batch.events) {
      if (event.__typename === 'DealLeft' || event.__typename === 'DealHidden') {
        const { dealId } = event;
        control.marks.leave(dealId, () =>
          commitLocalUpdate(environment, (store) => removeCard(store, boardId, dealId)),
        );
        const name = environment.getStore().getSource().get(dealId)?.name;
        const seen = [...control.now().groups.values()].some((cards) =>
          cards.some(({ id }) => id === dealId),
        );
        const key = event.__typename === 'DealLeft' ? 'announce.left' : 'announce.hidden';
        if (seen && typeof name === 'string') sentences.push(t(key, { deal: name }));
        continue;
      }
      if (event.__typename !== 'DealEntered' && event.__typename !== 'DealChanged') continue;
      const { deal, actor } = event;
      if (!deal) continue;
      control.marks.stay(deal.id);
      // Own changes are on screen already, and nobody wants to be told of them.
      if (actor?.user?.id === viewer.id) continue;
      const moved = hasMoved(event);
      control.marks.touch(
        deal.id,
        moved ? actor?.name : undefined,
        moved || event.__typename === 'DealEntered',
      );
      if (moved && actor && deal.stage) {
        sentences.push(
          t('announce.movedBy', { name: actor.name, deal: deal.name, stage: stageName(deal.stage.id) }),
        );
      }
    }
    if (sentences.length > TOLD) announce(t('announce.many', { count: sentences.length }));
    else if (sentences.length > 0) announce(sentences.join(' '));
  };

  useLive<BoardLiveSubscription>(
    graphql`
      subscription BoardLiveSubscription($pipelineId: ID!, $filter: DealFilter, $after: Cursor, $cardFields: [String!], $withCardFields: Boolean!) {
        boardChanged(pipelineId: $pipelineId, filter: $filter, after: $after) {
          cursor
          columns {
            stageId
            count
            amount
            weighted
            currency
          }
          events {
            __typename
            ... on DealEntered {
              kind
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
                rank
                stage {
                  id
                }
                ...BoardCard_deal @arguments(fields: $cardFields, withFields: $withCardFields)
              }
            }
            ... on DealChanged {
              kind
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
                rank
                stage {
                  id
                }
                ...BoardCard_deal @arguments(fields: $cardFields, withFields: $withCardFields)
              }
            }
            ... on DealLeft {
              dealId
            }
            ... on DealHidden {
              dealId
            }
            ... on DealRecordChanged {
              dealId
              record {
                ... on Task {
                  id
                  version
                  status
                }
              }
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
                nextTask {
                  id
                  version
                  title
                  status
                  dueAt
                }
              }
            }
          }
        }
      }
    `,
    { pipelineId, filter, after, ...card },
    {
      updater: (store, data) => {
        const batch = data?.boardChanged;
        if (!batch) return;
        setTotals(store, boardId, batch.columns);
        const arrived = batch.events.flatMap((event) =>
          (event.__typename === 'DealEntered' || event.__typename === 'DealChanged') && event.deal
            ? [event.deal.id]
            : [],
        );
        if (arrived.length > 0) addCards(store, boardId, arrived);
      },
      onBatch: (data) => tell(data.boardChanged),
      onResync,
    },
  );
  return null;
}
