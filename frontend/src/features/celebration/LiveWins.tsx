import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type {
  LiveWinsSubscription,
  LiveWinsSubscription$data,
} from '@/__generated__/LiveWinsSubscription.graphql';
import { celebrations } from '@/app/preferences';
import { toast } from '@/app/toasts';
import { useViewer } from '@/app/viewer';
import { useWorkspace } from '@/app/workspace';
import { useFormat } from '@/i18n/format';
import { useLive } from '@/relay/live';
import { useCell } from '@/relay/store';
import { ownWin } from './own';
import { createOnce } from './told';

type Win = Extract<
  LiveWinsSubscription$data['dealWon']['events'][number],
  { readonly __typename: 'DealWon' }
>;

/** More at once are told as a number: an import or a selection of deals is no parade. */
const MOST = 2;
const TOAST_MS = 6_000;

/** Every deal that is won, by whomever, unless somebody has switched it off. */
export default function LiveWins() {
  return useCell(celebrations) ? <Wins /> : null;
}

function Wins() {
  const { t } = useTranslation('celebration');
  const viewer = useViewer();
  const { baseCurrency } = useWorkspace();
  const format = useFormat();
  const router = useRouter();
  const [isNew] = useState(createOnce);

  const show = (dealId: string, text: string, detail?: string) => {
    toast.success(text, {
      id: `won-${dealId}`,
      duration: TOAST_MS,
      detail,
      action: {
        label: t('open'),
        run: () => void router.navigate({ to: '/deals/$dealId', params: { dealId } }),
      },
    });
    celebrate();
  };
  const textOf = (deal: string, amount: string | undefined, name: string | undefined) => {
    const who = name === undefined ? 'mine' : 'won';
    return amount === undefined ? t(`${who}Plain`, { deal, name }) : t(who, { deal, name, amount });
  };
  const money = (amount: string | null | undefined, currency: string | null | undefined) =>
    amount && currency ? format.money(amount, currency) : undefined;

  const onOwn = useEffectEvent(() => {
    const win = ownWin.get();
    if (!win || !isNew(win.dealId, 'screen')) return;
    show(win.dealId, textOf(win.deal, money(win.amount, win.currency), undefined));
  });
  useEffect(() => ownWin.subscribe(() => onOwn()), []);

  const byMe = ({ wonBy }: Win) => wonBy.user?.id === viewer.id;
  const tell = (win: Win) => {
    const { deal, owner, ownerWonThisMonth: count } = win;
    const text = textOf(deal.name, money(win.amount, win.currency), byMe(win) ? undefined : win.wonBy.name);
    const sum = format.money(win.ownerWonAmountThisMonth, baseCurrency);
    show(deal.id, text, t('month', { owner: owner.name, count, amount: sum }));
  };

  useLive<LiveWinsSubscription>(
    graphql`
      subscription LiveWinsSubscription($after: Cursor) {
        dealWon(after: $after) {
          cursor
          events {
            __typename
            ... on DealWon {
              seq
              amount
              currency
              ownerWonThisMonth
              ownerWonAmountThisMonth
              deal {
                id
                name
              }
              owner {
                id
                name
              }
              wonBy {
                name
                user {
                  id
                }
              }
            }
          }
        }
      }
    `,
    {},
    {
      onBatch: ({ dealWon: { events } }) => {
        const wins = events
          .flatMap((event) => (event.__typename === 'DealWon' ? [event] : []))
          .filter((win) => !byMe(win) || isNew(win.deal.id, 'news'));
        if (wins.length <= MOST) return wins.forEach(tell);
        toast.success(t('many', { count: wins.length }), { duration: TOAST_MS });
        celebrate();
      },
    },
  );
  return null;
}

/** Confetti, for those who like things to move. It is fetched when it is needed first. */
function celebrate(): void {
  if (document.hidden || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  import('./confetti').then(
    ({ burst }) => burst(),
    // Without it the message remains.
    () => undefined,
  );
}
