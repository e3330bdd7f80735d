import { Text, Title } from '@mantine/core';
import { type ReactNode, useContext, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  ActivitySections_activities$data,
  ActivitySections_activities$key,
} from '@/__generated__/ActivitySections_activities.graphql';
import { FreshContext } from '../records/useFresh';
import classes from './Activities.module.css';
import { type ActivityAction, type ActivityData, ActivityItem } from './ActivityItem';
import { EditActivityDialog } from './EditActivityDialog';
import { RecordOutcomeDialog } from './RecordOutcomeDialog';
import type { ActivityActions } from './useActivities';
import { inSections } from './when';

interface Props {
  activities: ActivitySections_activities$key;
  /** Id of the record on whose page they stand. */
  about: string;
  accountId: string | undefined;
  now: number;
  /** Grows with every event of what may hang on one of them. */
  changes: number;
  actions: ActivityActions;
  /** The way to what is planned later still. */
  morePlanned: ReactNode;
}

/** What is planned, and below it what is past. */
export function ActivitySections({
  activities,
  about,
  accountId,
  now,
  changes,
  actions,
  morePlanned,
}: Props) {
  const { t } = useTranslation('activities');
  const [open, setOpen] = useState<{ dialog: 'outcome' | 'edit'; activity: ActivityData }>();
  const data = useFragment(
    graphql`
      fragment ActivitySections_activities on Activity @relay(plural: true) {
        id
        status
        archived
        startsAt
        endsAt
        ...ActivityItem_activity
      }
    `,
    activities,
  );
  const { planned, past } = useMemo(() => inSections(data), [data]);
  const act = (action: ActivityAction, activity: ActivityData) => {
    if (action === 'putAway') void actions.putAway(activity.id);
    else if (action === 'reopen') void actions.reopen(activity.id);
    else setOpen({ dialog: action, activity });
  };
  const list = (title: string, rows: typeof data) => (
    <Section title={title} activities={rows} about={about} now={now} changes={changes} onAction={act} />
  );

  return (
    <>
      {planned.length > 0 && list(t('planned'), planned)}
      {morePlanned}
      {past.length > 0 && list(t('past'), past)}
      {planned.length + past.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('empty.title')}
        </Text>
      )}
      {open?.dialog === 'outcome' && (
        <RecordOutcomeDialog
          activity={open.activity}
          record={actions.record}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.dialog === 'edit' && (
        <EditActivityDialog
          activity={open.activity}
          accountId={accountId ?? open.activity.account?.id}
          update={actions.update}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

interface SectionProps {
  title: string;
  activities: ActivitySections_activities$data;
  about: string;
  now: number;
  changes: number;
  onAction: (action: ActivityAction, activity: ActivityData) => void;
}

function Section({ title, activities, ...rest }: SectionProps) {
  const fresh = useContext(FreshContext);
  const id = useId();
  return (
    <section className={classes.section}>
      <Title order={2} id={id} className={classes.sectionTitle}>
        {title}
      </Title>
      <ul className={classes.list} aria-labelledby={id}>
        {activities.map((activity) => (
          <ActivityItem key={activity.id} activity={activity} fresh={fresh.has(activity.id)} {...rest} />
        ))}
      </ul>
    </section>
  );
}
