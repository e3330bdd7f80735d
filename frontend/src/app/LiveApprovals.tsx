import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { LiveApprovalsEndedSubscription } from '@/__generated__/LiveApprovalsEndedSubscription.graphql';
import type { LiveApprovalsQuery } from '@/__generated__/LiveApprovalsQuery.graphql';
import type { LiveApprovalsSubscription } from '@/__generated__/LiveApprovalsSubscription.graphql';
import { useLive } from '@/relay/live';
import { cell } from '@/relay/store';
import { toast } from './toasts';
import { useViewer } from './viewer';

/** How many approvals wait for the viewer; the navigation shows it. */
export const waitingApprovals = cell(0);

const RECOUNT_AFTER = 400;
/**
 * The badge of the approvals. That one is asked of the viewer, and how one ends that they asked for, is told by the
 * notifications; what the viewer decides themselves notifies nobody, so that it did not go through is told here.
 */
export function LiveApprovals() {
  const { t } = useTranslation('app');
  const viewer = useViewer();
  const router = useRouter();
  const environment = useRelayEnvironment();
  const [cursor, setCursor] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const count = useCallback(
    () =>
      fetchQuery<LiveApprovalsQuery>(
        environment,
        graphql`
          query LiveApprovalsQuery {
            eventCursor(label: "approvals-badge")
            approvalsWaiting
          }
        `,
        {},
        { fetchPolicy: 'network-only' },
      ).subscribe({
        next: (data) => {
          waitingApprovals.set(data.approvalsWaiting);
          setCursor((old) => old ?? data.eventCursor);
        },
        // The badge is a convenience: pages report their own errors, the next event counts again.
        error: () => undefined,
      }),
    [environment],
  );

  useEffect(() => {
    const request = count();
    return () => {
      request.unsubscribe();
      clearTimeout(timer.current);
    };
  }, [count]);

  const recount = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(count, RECOUNT_AFTER);
  };

  useLive<LiveApprovalsSubscription>(
    graphql`
      subscription LiveApprovalsSubscription($after: Cursor) {
        approvalRequested(after: $after) {
          cursor
          events {
            __typename
            ... on ApprovalChange {
              seq
              approvalId
              approval {
                id
                version
                status
                waitsForViewer
              }
            }
          }
        }
      }
    `,
    { after: cursor },
    {
      enabled: cursor !== undefined,
      onBatch: ({ approvalRequested: { events } }) => {
        if (events.length > 0) recount();
        for (const event of events) {
          if (event.__typename !== 'ApprovalChange') continue;
          // Somebody else was quicker: whoever is asked no more need not look.
          if (!event.approval?.waitsForViewer) toast.hide(`approval-asked-${event.approvalId}`);
        }
      },
      onResync: recount,
    },
  );

  useLive<LiveApprovalsEndedSubscription>(
    graphql`
      subscription LiveApprovalsEndedSubscription($after: Cursor) {
        approvalChanged(after: $after) {
          cursor
          events {
            __typename
            ... on ApprovalChange {
              seq
              kind
              approvalId
              actor {
                name
                user {
                  id
                }
              }
              approval {
                id
                version
                status
                requestedBy {
                  user {
                    id
                  }
                }
                deal {
                  id
                  name
                }
              }
            }
          }
        }
      }
    `,
    { after: cursor },
    {
      enabled: cursor !== undefined,
      onBatch: ({ approvalChanged: { events } }) => {
        for (const event of events) {
          if (event.__typename !== 'ApprovalChange') continue;
          const { approval, approvalId, kind, actor } = event;
          if (kind !== 'approval.stayed' || actor?.user?.id !== viewer.id) continue;
          if (!approval?.deal || approval.requestedBy?.user?.id !== viewer.id) continue;
          toast.info(t('approval.stayed', { name: actor.name, deal: approval.deal.name }), {
            id: `approval-ended-${approvalId}`,
            duration: 8_000,
            action: {
              label: t('approval.open'),
              run: () => void router.navigate({ to: '/approvals/$approvalId', params: { approvalId } }),
            },
          });
        }
      },
    },
  );

  return null;
}
