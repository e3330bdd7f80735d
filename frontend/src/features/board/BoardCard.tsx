import { ActionIcon, VisuallyHidden } from '@mantine/core';
import IconDotsVertical from '@tabler/icons-react/dist/esm/icons/IconDotsVertical.mjs';
import IconFlame from '@tabler/icons-react/dist/esm/icons/IconFlame.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { Link } from '@tanstack/react-router';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { BoardCard_deal$data, BoardCard_deal$key } from '@/__generated__/BoardCard_deal.graphql';
import { useCanWrite } from '@/app/viewer';
import { Money } from '@/ui/Money';
import { UserAvatar } from '@/ui/UserAvatar';
import classes from './BoardCard.module.css';
import { CardCustom } from './CardCustom';
import { CardMenu } from './CardMenu';
import { Age, TaskDot } from './CardSigns';
import { cardDomId, useControl, useIs } from './control';
import { useMark } from './marks';
import { useCardDrag } from './useCardDrag';

interface Props {
  deal: BoardCard_deal$key;
  id: string;
  stageId: string;
}

/** One deal on the board. Renders alone: a changed title touches no column. */
export const BoardCard = memo(function BoardCard({ deal, id, stageId }: Props) {
  const { t } = useTranslation('board');
  const data = useFragment(
    graphql`
      fragment BoardCard_deal on Deal
      @argumentDefinitions(
        fields: { type: "[String!]", defaultValue: null }
        withFields: { type: "Boolean!", defaultValue: false }
      ) {
        id
        version
        name
        status
        amount
        currency
        stageEnteredAt
        rotting
        restricted
        viewerCanEdit
        pendingEntry {
          stage {
            id
            version
            name
          }
        }
        # Not shown: undoing a reopened lost deal sends it again.
        lossReason {
          id
          version
        }
        account {
          id
          version
          name
        }
        owner {
          id
          version
          name
          avatarColor
        }
        nextTask {
          id
          version
          title
          status
          dueAt
        }
        customFields(keys: $fields) @include(if: $withFields) {
          ...useSetValues_values
        }
      }
    `,
    deal,
  );
  const control = useControl();
  const element = useRef<HTMLElement>(null);
  const canMove = useCanWrite() && data.viewerCanEdit;
  const { edge, dragged } = useCardDrag(element, id, stageId, canMove);
  const active = useIs(control.active, id);
  const menuOpen = useIs(control.menu, id);
  const mark = useMark(control.marks, id);
  const open = data.status === 'OPEN';
  const factsId = `${cardDomId(id)}-facts`;

  return (
    <article
      ref={element}
      id={cardDomId(id)}
      className={classes.card}
      data-card={id}
      data-stage={stageId}
      data-movable={canMove || undefined}
      data-dragged={dragged || undefined}
      data-edge={edge ?? undefined}
      data-fresh={mark?.fresh}
      data-arrived={mark?.arrived || undefined}
      data-leaving={mark?.leaving || undefined}
      data-rotting={(open && data.rotting) || undefined}
    >
      {mark?.by && <span className={classes.hint}>{t('movedBy', { name: mark.by })}</span>}
      <div className={classes.top}>
        <Link
          to="/deals/$dealId"
          params={{ dealId: id }}
          className={classes.name}
          draggable={false}
          tabIndex={active ? 0 : -1}
          aria-describedby={factsId}
          onFocus={() => control.active.set(id)}
        >
          {data.name}
        </Link>
        {canMove &&
          (menuOpen ? (
            <CardMenu dealId={id} name={data.name} stageId={stageId} />
          ) : (
            <ActionIcon
              className={classes.more}
              size="sm"
              tabIndex={active ? 0 : -1}
              aria-label={t('menu.open', { deal: data.name })}
              aria-haspopup="menu"
              onClick={() => control.menu.set(id)}
            >
              <IconDotsVertical size={16} aria-hidden />
            </ActionIcon>
          ))}
      </div>
      <Facts data={data} />
    </article>
  );
});

/** What the card says; a passing mark on the card renders none of it. */
const Facts = memo(function Facts({ data }: { data: BoardCard_deal$data }) {
  const { t } = useTranslation('board');
  const open = data.status === 'OPEN';
  return (
    <div id={`${cardDomId(data.id)}-facts`}>
      <div className={classes.account}>{data.account?.name ?? t('noAccount')}</div>
      {data.customFields && <CardCustom values={data.customFields} />}
      {open && data.pendingEntry && (
        <div className={classes.pending}>
          <IconHourglass size={14} aria-hidden />
          <span>{t('app:pendingEntry', { stage: data.pendingEntry.stage.name })}</span>
        </div>
      )}
      <div className={classes.bottom}>
        <span className={classes.amount}>
          {data.amount === null || data.amount === undefined ? (
            <span className={classes.noAmount}>{t('noAmount')}</span>
          ) : (
            <Money amount={data.amount} currency={data.currency} />
          )}
        </span>
        <span className={classes.signs}>
          {data.restricted && (
            <span className={classes.sign} data-tip={t('restricted')}>
              <IconLock size={14} aria-hidden />
              <VisuallyHidden>{t('restricted')}</VisuallyHidden>
            </span>
          )}
          {open && data.rotting && (
            <span className={classes.rotting} data-tip={t('rotting')}>
              <IconFlame size={14} aria-hidden />
              <VisuallyHidden>{t('rotting')}</VisuallyHidden>
            </span>
          )}
          <Age since={data.stageEnteredAt} />
          {open && <TaskDot task={data.nextTask} />}
          <UserAvatar name={data.owner.name} color={data.owner.avatarColor} size={24} tooltip />
        </span>
      </div>
    </div>
  );
});
