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
/** Of these somebody is asked; the others tell how something went that is known already. */
const ASKS = /\.(requested|delegated|escalated|reassigned|reminded|decided)$/;

/** What whoever asked wants to hear of. */
const ENDS = ['granted', 'refused', 'voided', 'stayed'] as const;

/** The badge of the approvals, and a toast for each that comes to the viewer, or that they asked for and that ends. */
export function LiveApprovals() {
  const { t } = useTranslation('app');
  const viewer = useViewer();
  const router = useRouter();
  const environment = useRelayEnvironment();
  const [cursor, setCursor] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Those that waited when last heard of: the second step of two is no news to whoever is in both. */
  const known = useRef(new Set<string>());

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
                waitsForViewer
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
      onBatch: ({ approvalRequested: { events } }) => {
        if (events.length > 0) recount();
        for (const event of events) {
          if (event.__typename !== 'ApprovalChange') continue;
          const { approval, approvalId, kind, actor } = event;
          if (!approval?.waitsForViewer) {
            known.current.delete(approvalId);
            toast.hide(`approval-asked-${approvalId}`);
            continue;
          }
          const reminder = kind.endsWith('.reminded');
          if (!ASKS.test(kind) || (known.current.has(approvalId) && !reminder)) continue;
          known.current.add(approvalId);
          // What the viewer has set off they know of.
          if (actor?.user?.id === viewer.id && !reminder) continue;
          const deal = approval.deal?.name ?? '';
          const text = reminder
            ? t('approval.reminded', { deal })
            : actor
              ? t('approval.askedBy', { name: actor.name, deal })
              : t('approval.asked', { deal });
          toast.info(text, {
            id: `approval-asked-${approvalId}`,
            duration: 8_000,
            action: { label: t('approval.open'), run: () => void router.navigate({ to: '/approvals' }) },
          });
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
          const end = ENDS.find((one) => kind === `approval.${one}`);
          if (!end || !approval?.deal || approval.requestedBy?.user?.id !== viewer.id) continue;
          // What the viewer has set off they know of, except that it did not go through.
          if (actor?.user?.id === viewer.id && end !== 'stayed') continue;
          toast.info(
            t(`approval.${end}`, { name: actor?.name ?? t('history.system'), deal: approval.deal.name }),
            {
              id: `approval-ended-${approvalId}`,
              duration: 8_000,
              action: {
                label: t('approval.open'),
                run: () => void router.navigate({ to: '/approvals/$approvalId', params: { approvalId } }),
              },
            },
          );
        }
      },
    },
  );

  return null;
}
