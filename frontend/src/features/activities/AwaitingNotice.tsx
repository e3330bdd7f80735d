import { Alert, Button, Group, Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import IconMessageQuestion from '@tabler/icons-react/dist/esm/icons/IconMessageQuestion.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import type {
  AwaitingNotice_activity$data,
  AwaitingNotice_activity$key,
} from '@/__generated__/AwaitingNotice_activity.graphql';
import type { AwaitingNoticeQuery } from '@/__generated__/AwaitingNoticeQuery.graphql';
import { RecordLink } from '../records/RecordLink';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import classes from './Activities.module.css';
import { RecordOutcomeDialog } from './RecordOutcomeDialog';
import { useActivities } from './useActivities';
import { useSpanText } from './useSpanText';

const query = graphql`
  query AwaitingNoticeQuery($first: Int!) {
    eventCursor(label: "awaiting")
    activitiesAwaitingOutcome(first: $first) {
      totalCount
      nodes {
        id
        ...AwaitingNotice_activity
      }
    }
  }
`;

/** The oldest; once they are dealt with, the others come up. */
const SHOWN = { first: 5 };

/** One's own activities that are over, and of which nobody said yet what came. */
export default function AwaitingNotice() {
  const { t } = useTranslation('activities');
  const data = useLazyLoadQuery<AwaitingNoticeQuery>(query, SHOWN, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<AwaitingNoticeQuery>(query, SHOWN);
  useRecordEvents(data.eventCursor, {
    kinds: ['activity.*'],
    deals: true,
    onEvents: refetch,
    onResync: refetch,
  });
  // They come to be over by themselves.
  useInterval(refetch, 60_000, { autoInvoke: true });
  const { record } = useActivities(refetch);
  const [open, setOpen] = useState<AwaitingNotice_activity$data>();
  const { totalCount, nodes } = data.activitiesAwaitingOutcome;

  return (
    <>
      {totalCount > 0 && (
        <Alert
          mb="md"
          color="amber"
          icon={<IconMessageQuestion size={18} />}
          title={t('awaiting.title', { count: totalCount })}
        >
          <ul className={classes.awaiting}>
            {nodes.map((activity) => (
              <Awaiting key={activity.id} activity={activity} onRecord={setOpen} />
            ))}
          </ul>
          {totalCount > nodes.length && (
            <Text size="xs" mt={6}>
              {t('awaiting.more', { count: totalCount - nodes.length })}
            </Text>
          )}
        </Alert>
      )}
      {open && <RecordOutcomeDialog activity={open} record={record} onClose={() => setOpen(undefined)} />}
    </>
  );
}

interface Props {
  activity: AwaitingNotice_activity$key;
  onRecord: (activity: AwaitingNotice_activity$data) => void;
}

function Awaiting({ activity, onRecord }: Props) {
  const { t } = useTranslation('activities');
  const spanText = useSpanText();
  const data = useFragment(
    graphql`
      fragment AwaitingNotice_activity on Activity {
        id
        version
        subject
        status
        startsAt
        endsAt
        outcome
        minutes
        kind {
          id
          version
          key
          minutesExpected
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
        contact {
          id
          version
          name
        }
      }
    `,
    activity,
  );
  const { subject, deal, account, contact } = data;
  return (
    <li>
      <div className={classes.awaitingText}>
        <strong>{subject}</strong>
        <Text size="xs" c="dimmed" component="div">
          {spanText(data.startsAt, data.endsAt)}
          {' · '}
          {deal ? (
            <RecordLink kind="deal" id={deal.id} tab="activities" size="xs">
              {deal.name}
            </RecordLink>
          ) : account ? (
            <RecordLink kind="account" id={account.id} tab="activities" size="xs">
              {account.name}
            </RecordLink>
          ) : (
            contact && (
              <RecordLink kind="contact" id={contact.id} tab="activities" size="xs">
                {contact.name}
              </RecordLink>
            )
          )}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('recordFor', { subject })}
          onClick={() => onRecord(data)}
        >
          {t('record')}
        </Button>
      </Group>
    </li>
  );
}
