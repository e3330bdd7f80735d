import { ActionIcon, Badge, Button, Menu, Spoiler, Text } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconMessageCheck from '@tabler/icons-react/dist/esm/icons/IconMessageCheck.mjs';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  ActivityItem_activity$data,
  ActivityItem_activity$key,
} from '@/__generated__/ActivityItem_activity.graphql';
import { useCanWrite } from '@/app/viewer';
import { useLabel } from '@/i18n/label';
import { DateText } from '@/ui/DateText';
import { UserAvatar } from '@/ui/UserAvatar';
import { ActivityFileLinks } from '../files/ActivityFileLinks';
import { RecordLink } from '../records/RecordLink';
import classes from './Activities.module.css';
import { iconOf } from './kinds';
import { Markdown } from './Markdown';
import { useSpanText } from './useSpanText';
import { awaitsOutcome, liesAhead } from './when';

export type ActivityData = ActivityItem_activity$data;
export type ActivityAction = 'outcome' | 'edit' | 'reopen' | 'putAway';

interface Props {
  activity: ActivityItem_activity$key;
  /** Id of the record on whose page it stands. */
  about: string;
  now: number;
  /** Grows with every event of what may hang on it. */
  changes: number;
  /** Somebody else just wrote or changed it. */
  fresh: boolean;
  onAction: (action: ActivityAction, activity: ActivityData) => void;
}

const FOLDED = 220;

/** One activity: what, when, with whom, and what came of it. */
export function ActivityItem({ activity, about, now, changes, fresh, onAction }: Props) {
  const { t } = useTranslation(['activities', 'app', 'common']);
  const labelOf = useLabel();
  const spanText = useSpanText();
  const data = useFragment(
    graphql`
      fragment ActivityItem_activity on Activity {
        id
        version
        subject
        minutes
        startsAt
        endsAt
        status
        outcome
        archived
        ...ActivityFileLinks_activity
        kind {
          id
          version
          key
          minutesExpected
          label
          labels {
            language
            text
          }
        }
        owner {
          id
          version
          name
          avatarColor
        }
        deal {
          id
          version
          name
        }
        account {
          id
          version
          name
        }
        lead {
          id
          version
          topic
        }
        attendees {
          contact {
            id
            version
            name
          }
          user {
            id
            version
            name
          }
        }
      }
    `,
    activity,
  );
  const { subject, status, kind, owner, outcome, minutes } = data;
  const KindIcon = iconOf(kind.key);
  const awaits = awaitsOutcome(data, now);
  const canWrite = useCanWrite();
  const [files, setFiles] = useState(false);

  return (
    <li className={classes.item} data-fresh={fresh || undefined} data-awaits={awaits || undefined}>
      <span className={classes.kind} data-status={status}>
        <KindIcon size={17} stroke={1.7} aria-hidden />
      </span>
      <div className={classes.main}>
        <div className={classes.head}>
          <div className={classes.title}>
            <strong>{subject}</strong>
            {awaits && (
              <Badge size="sm" color="amber" variant="light" tt="none" flex="none">
                {t('activities:awaits')}
              </Badge>
            )}
            {status === 'MISSED' && (
              <Badge size="sm" color="gray" variant="light" tt="none" flex="none">
                {t('activities:missed')}
              </Badge>
            )}
          </div>
          {canWrite && (
            <Actions
              activity={data}
              awaits={awaits}
              now={now}
              onAction={onAction}
              onFiles={() => setFiles(true)}
            />
          )}
        </div>
        <Text size="xs" c="dimmed" component="div" className={classes.line}>
          <Dotted>
            <time dateTime={data.startsAt}>{spanText(data.startsAt, data.endsAt)}</time>
            {status === 'PLANNED' && <DateText value={data.startsAt} variant="relative" />}
            <span>{labelOf(kind)}</span>
            {data.deal && data.deal.id !== about && (
              <RecordLink kind="deal" id={data.deal.id} size="xs">
                {data.deal.name}
              </RecordLink>
            )}
            {!data.deal && data.account && data.account.id !== about && (
              <RecordLink kind="account" id={data.account.id} size="xs">
                {data.account.name}
              </RecordLink>
            )}
            {!data.deal && data.lead && data.lead.id !== about && (
              <RecordLink kind="lead" id={data.lead.id} size="xs">
                {data.lead.topic}
              </RecordLink>
            )}
          </Dotted>
        </Text>
        <div className={classes.people}>
          <UserAvatar name={owner.name} color={owner.avatarColor} size={20} tooltip />
          <Text size="xs" c="dimmed" component="span">
            <People data={data} about={about} />
          </Text>
        </div>
        {outcome && (
          <Text size="sm" mt={6} className={classes.outcome}>
            <span className={classes.outcomeLabel}>{t('app:field.outcome')}</span> {outcome}
          </Text>
        )}
        {minutes && (
          <Spoiler
            mt={6}
            maxHeight={FOLDED}
            showLabel={t('activities:unfold')}
            hideLabel={t('activities:fold')}
            classNames={{ control: classes.fold }}
          >
            <Markdown text={minutes} />
          </Spoiler>
        )}
        <ActivityFileLinks activity={data} changes={changes} opened={files} onOpened={setFiles} />
      </div>
    </li>
  );
}

/** Whose it is, and with whom. */
function People({ data: { owner, attendees }, about }: { data: ActivityData; about: string }) {
  const { t, i18n } = useTranslation('activities');
  const others = attendees.filter(({ user }) => user?.id !== owner.id);
  const names = others.flatMap(({ contact, user }) => (contact ?? user)?.name ?? []);
  if (names.length === 0) return owner.name;
  const parts = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).formatToParts(
    others.map((_, index) => String(index)),
  );
  return (
    <>
      {owner.name} {t('with')}{' '}
      {parts.map((part) => {
        if (part.type === 'literal') return part.value;
        const { contact, user } = others[Number(part.value)] ?? {};
        if (!contact) return user?.name;
        if (contact.id === about) return contact.name;
        return (
          <RecordLink key={contact.id} kind="contact" id={contact.id} size="xs">
            {contact.name}
          </RecordLink>
        );
      })}
    </>
  );
}

function Actions({
  activity,
  awaits,
  now,
  onAction,
  onFiles,
}: Pick<Props, 'now' | 'onAction'> & { activity: ActivityData; awaits: boolean; onFiles: () => void }) {
  const { t } = useTranslation(['activities', 'common']);
  const { subject, status } = activity;
  const act = (action: ActivityAction) => onAction(action, activity);
  return (
    <div className={classes.actions}>
      {awaits && (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={t('activities:recordFor', { subject })}
          onClick={() => act('outcome')}
        >
          {t('activities:record')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('activities:more', { subject })}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!liesAhead(activity, now) && (
            <Menu.Item
              leftSection={<IconMessageCheck size={16} aria-hidden />}
              onClick={() => act('outcome')}
            >
              {t(status === 'PLANNED' ? 'activities:recordIt' : 'activities:recordAgain')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => act('edit')}>
            {t('common:action.edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconPaperclip size={16} aria-hidden />} onClick={onFiles}>
            {t('activities:files')}
          </Menu.Item>
          {status !== 'PLANNED' && (
            <Menu.Item leftSection={<IconCalendarPlus size={16} aria-hidden />} onClick={() => act('reopen')}>
              {t('activities:reopen')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => act('putAway')}>
            {t('activities:putAway')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** Parts set apart by dots. */
function Dotted({ children }: { children: ReactNode[] }) {
  return children.filter(Boolean).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts have fixed places.
    <Fragment key={index}>
      {index > 0 && ' · '}
      {part}
    </Fragment>
  ));
}
