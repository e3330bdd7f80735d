import { ActionIcon, VisuallyHidden } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import IconAlarm from '@tabler/icons-react/dist/esm/icons/IconAlarm.mjs';
import IconAt from '@tabler/icons-react/dist/esm/icons/IconAt.mjs';
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs';
import IconGavel from '@tabler/icons-react/dist/esm/icons/IconGavel.mjs';
import IconRubberStamp from '@tabler/icons-react/dist/esm/icons/IconRubberStamp.mjs';
import IconTrophy from '@tabler/icons-react/dist/esm/icons/IconTrophy.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { NotificationKind } from '@/__generated__/line_notification.graphql';
import type { NotificationRow_notification$key } from '@/__generated__/NotificationRow_notification.graphql';
import { DateText } from '@/ui/DateText';
import { lineOf, sentenceOf, targetOf } from './line';
import classes from './Notifications.module.css';
import type { Markable } from './useMark';

export const KIND_ICONS: Record<NotificationKind, Icon> = {
  TASK_ASSIGNED: IconUserCheck,
  DEAL_ASSIGNED: IconBriefcase,
  APPROVAL_REQUESTED: IconRubberStamp,
  APPROVAL_DECIDED: IconGavel,
  MENTION: IconAt,
  REMINDER: IconAlarm,
  DEAL_WON: IconTrophy,
};

interface Props {
  notification: NotificationRow_notification$key;
  /** One line at a time is reached by Tab; the others by j/k and arrows. */
  reachable: boolean;
  fresh: boolean;
  onFocus: () => void;
  onOpen: (line: Markable) => void;
  onToggle: (line: Markable) => void;
}

/** One line: its sentence leads to what it is about, the dot beside it says whether it was read, and changes that. */
export function NotificationRow({ notification, reachable, fresh, onFocus, onOpen, onToggle }: Props) {
  const { t } = useTranslation('notifications');
  const data = useFragment(
    graphql`
      fragment NotificationRow_notification on Notification {
        id
        version
        kind
        at
        readAt
        deal {
          id
          name
        }
        ...line_notification
      }
    `,
    notification,
  );
  const line = lineOf(data);
  const sentence = sentenceOf(t, line);
  const target = targetOf(line);
  const unread = !data.readAt;
  const KindIcon = KIND_ICONS[data.kind];
  const tabIndex = reachable ? 0 : -1;
  // The sentence of most kinds names the deal already.
  const deal = data.deal && !sentence.includes(data.deal.name) ? data.deal.name : undefined;
  const text = (
    <>
      <span className={classes.sentence}>
        {unread && <VisuallyHidden>{t('unread')}: </VisuallyHidden>}
        {sentence}
      </span>
      <span className={classes.meta}>
        {deal && <span className={classes.deal}>{deal}</span>}
        <DateText value={data.at} variant="relative" />
      </span>
    </>
  );
  const common = { className: classes.link, tabIndex, onFocus, 'data-line': data.id };

  return (
    <li
      className={classes.row}
      data-notification={data.id}
      data-unread={unread || undefined}
      data-fresh={fresh || undefined}
    >
      <span className={classes.icon} data-tip={t(`kind.${data.kind}`)}>
        <KindIcon size={17} stroke={1.8} aria-label={t(`kind.${data.kind}`)} role="img" />
      </span>
      <div className={classes.main}>
        {target ? (
          <Link {...target} {...common} onClick={() => onOpen(data)}>
            {text}
          </Link>
        ) : (
          <button type="button" {...common} onClick={() => onOpen(data)}>
            {text}
          </button>
        )}
      </div>
      <ActionIcon
        className={classes.toggle}
        size={28}
        tabIndex={tabIndex}
        data-toggle
        data-tip={t(unread ? 'tip.markRead' : 'tip.markUnread')}
        aria-label={t(unread ? 'markRead' : 'markUnread', { text: sentence })}
        onClick={() => onToggle(data)}
      >
        <span className={classes.dot} />
      </ActionIcon>
    </li>
  );
}
