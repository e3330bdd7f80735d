import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useMovesMutation } from '@/__generated__/useMovesMutation.graphql';
import { refusedOffline, type UserErrorLike, userErrorText } from '@/app/errors';
import { toast } from '@/app/toasts';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { type Asked, useTellAsked } from '../approvals/useTellAsked';
import { wonByMe } from '../celebration/own';
import { askWhatIsMissing } from '../gate/asking';
import { type BoardControl, cardDomId } from './control';
import { createMoveQueue, type Move, type Shown } from './moveQueue';
import { findCard, type Place, placeBeside, placeOf, topOf } from './place';

interface Asking {
  readonly move: Move;
  readonly shown: Shown;
  readonly deal: string;
}

export interface Moves {
  request: (dealId: string, place: Place) => boolean;
  /** A loss that waits for its reason. */
  asking: Asking | null;
  confirmLoss: (lossReasonId: string, report: string | undefined) => void;
  cancelLoss: () => void;
}

/** Moves of the user: at once on screen, then at the server, with a way back. */
export function useMoves(control: BoardControl, onShown: (dealId: string) => void): Moves {
  const { t } = useTranslation('board');
  const environment = useRelayEnvironment();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [send] = useAction<useMovesMutation>(graphql`
    mutation useMovesMutation($input: MoveDealInput!) {
      moveDeal(input: $input) {
        deal {
          id
          version
          rank
          stage {
            id
            version
          }
          ...BoardCard_deal
        }
        pendingApproval {
          id
          version
          stage {
            id
            name
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const tellAsked = useTellAsked();
  const texts = useRef(t);
  texts.current = t;

  const actions = useMemo(() => {
    const stageOf = (stageId: string) => control.now().stages.find(({ id }) => id === stageId);
    const recordOf = (dealId: string) => environment.getStore().getSource().get(dealId);
    const nameOf = (dealId: string) => {
      const name = recordOf(dealId)?.name;
      return typeof name === 'string' ? name : '';
    };
    const lossReasonOf = (dealId: string) => {
      const link: unknown = recordOf(dealId)?.lossReason;
      return typeof link === 'object' && link !== null && '__ref' in link ? String(link.__ref) : undefined;
    };

    const queue = createMoveQueue<UserErrorLike>({
      environment,
      kindOf: (stageId) => stageOf(stageId)?.kind,
      send: async (input) => {
        let version: number | undefined;
        let stands: string | undefined;
        const result = await send(
          { input },
          {
            onRefused: () => undefined,
            // The answer as read afterwards has waiting moves on top of it; here it is the server's own.
            updater: (store) => {
              const deal = store.get(input.id);
              const value = deal?.getValue('version');
              if (typeof value === 'number') version = value;
              stands = deal?.getLinkedRecord('stage')?.getDataID();
            },
          },
        );
        if (!result.ok) return result;
        // A card that waits may be moved within its column like any other.
        const asked = stands === input.stageId ? undefined : result.data.moveDeal.pendingApproval;
        return { ok: true, version, asked: asked ?? undefined };
      },
      onMoved: (move, asked) => (asked ? stays(move, asked) : moved(move)),
      onRefused: (move, errors) => {
        const { dealId, place, lossReasonId, winLossReport } = move;
        // Without errors it was the network, and that has been said.
        if (errors.length === 0) return;
        const { stageId, afterDealId, beforeDealId } = place;
        const stopped = askWhatIsMissing(errors, {
          dealId,
          stageId,
          rest: {
            ...(afterDealId ? { afterDealId } : beforeDealId ? { beforeDealId } : {}),
            lossReasonId,
            winLossReport,
          },
          onMoved: () => {
            moved(move);
            onShown(dealId);
          },
          onClosed: () => control.focus(dealId),
        });
        if (stopped) return;
        back(move);
        const deal = nameOf(dealId);
        const who = errors.find(({ code, changedBy }) => code === 'CONFLICT' && changedBy)?.changedBy;
        const text = who
          ? texts.current('conflict', { name: who.name, deal })
          : texts.current('movedBack', { deal, reason: errors.map(userErrorText).join(' ') });
        toast.error(text, {
          id: `move-${dealId}`,
          action: { label: texts.current('show'), run: () => control.focus(dealId) },
        });
      },
    });

    function stays(move: Move, asked: Asked) {
      back(move);
      tellAsked(asked, nameOf(move.dealId));
    }

    /** The card is rendered anew in the column it never left, and would take the focus with it that it has. */
    function back({ dealId, origin }: Move) {
      const focused = document.activeElement;
      const here = document.getElementById(cardDomId(dealId))?.contains(focused);
      if (here || focused === document.body) control.focus(dealId, origin?.stageId);
    }

    function moved(move: Move) {
      if (move.isUndo || !move.origin) return;
      const { origin } = move;
      const deal = nameOf(move.dealId);
      const stays = origin.stageId === move.place.stageId;
      if (!stays && stageOf(move.place.stageId)?.kind === 'WON') wonByMe(environment, move.dealId);
      offerUndo({
        message: stays
          ? texts.current('undo.reordered', { deal })
          : texts.current('undo.moved', { deal, stage: stageOf(move.place.stageId)?.name ?? '' }),
        undo: async () => takeBack(move, origin),
      });
    }

    function tell(dealId: string, place: Place) {
      const { groups } = control.now();
      const rest = (groups.get(place.stageId) ?? []).filter(({ id }) => id !== dealId);
      const position = rest.filter(({ rank }) => rank < place.rank).length + 1;
      announce(
        texts.current('announce.moved', {
          deal: nameOf(dealId),
          stage: stageOf(place.stageId)?.name ?? '',
          position,
          total: rest.length + 1,
        }),
      );
    }

    function start(move: Move, shown?: Shown) {
      tell(move.dealId, move.place);
      onShown(move.dealId);
      queue.move(move, shown);
    }

    function takeBack({ dealId, originLossReasonId }: Move, origin: Place) {
      const { groups } = control.now();
      const { stageId, afterDealId, beforeDealId } = origin;
      const neighbour = afterDealId ?? beforeDealId;
      const there = neighbour && findCard(groups, neighbour)?.stageId === stageId;
      const place = there
        ? placeBeside(groups, dealId, stageId, neighbour, afterDealId ? 'bottom' : 'top')
        : topOf(groups, dealId, stageId);
      start({ dealId, place, origin: undefined, lossReasonId: originLossReasonId, isUndo: true });
    }

    return { queue, start, stageOf, nameOf, lossReasonOf };
  }, [control, environment, send, onShown, tellAsked]);

  const request = (dealId: string, place: Place): boolean => {
    const { groups } = control.now();
    const origin = placeOf(groups, dealId);
    if (!origin) return false;
    const stage = actions.stageOf(place.stageId);
    const stays = origin.stageId === place.stageId;
    if (stays && origin.afterDealId === place.afterDealId && origin.beforeDealId === place.beforeDealId) {
      return false;
    }
    if (!control.mayEnter(origin.stageId, place.stageId)) {
      toast.info(t('notAllowed', { stage: stage?.name ?? '' }), { id: `move-${dealId}` });
      return false;
    }
    if (refusedOffline(t('offline'))) return false;
    const originLossReasonId = stays ? undefined : actions.lossReasonOf(dealId);
    const move: Move = { dealId, place, origin, originLossReasonId };
    if (stage?.kind === 'LOST' && !stays) {
      // The card stands in its new column while the reason is asked for.
      setAsking({ move, shown: actions.queue.show(move), deal: actions.nameOf(dealId) });
      onShown(dealId);
      return false;
    }
    actions.start(move);
    return true;
  };

  return {
    request,
    asking,
    confirmLoss: (lossReasonId, winLossReport) => {
      // The dialog stays open with what was written in it.
      if (!asking || refusedOffline()) return;
      setAsking(null);
      actions.start({ ...asking.move, lossReasonId, winLossReport }, asking.shown);
      control.focus(asking.move.dealId);
    },
    cancelLoss: () => {
      if (!asking) return;
      setAsking(null);
      asking.shown.layer.dispose();
      control.focus(asking.move.dealId);
    },
  };
}
