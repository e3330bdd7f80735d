import { Button, Center, Title } from '@mantine/core';
import IconTimeline from '@tabler/icons-react/dist/esm/icons/IconTimeline.mjs';
import { useContext, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  TimelineList_entries$data,
  TimelineList_entries$key,
} from '@/__generated__/TimelineList_entries.graphql';
import { toastApiError } from '@/app/errors';
import { timeZoneCell } from '@/i18n/format';
import { wallOf } from '@/i18n/zoned';
import { useCell } from '@/relay/store';
import { Empty } from '@/ui/Empty';
import { PAGE } from '../notes/NoteList';
import { FreshContext } from '../records/useFresh';
import { useRefetchOn } from '../records/useRefetchOn';
import { groupByDay, nearDay } from './entries';
import type { PagesProps } from './Timeline';
import classes from './Timeline.module.css';
import { TimelineItem } from './TimelineItem';

interface Props extends Pick<PagesProps, 'id' | 'kinds' | 'changes' | 'onShowAll'> {
  entries: TimelineList_entries$key;
  paging: {
    hasNext: boolean;
    isLoadingNext: boolean;
    loadNext: (count: number, options: { onComplete: (error: Error | null) => void }) => unknown;
  };
  refetch: () => void;
}

/** What happened, day by day, newest first. */
export function TimelineList({ id, kinds, changes, onShowAll, entries: keys, paging, refetch }: Props) {
  const { t } = useTranslation('timeline');
  const zone = useCell(timeZoneCell);
  const entries = useFragment(
    graphql`
      fragment TimelineList_entries on TimelineEntry @relay(plural: true) {
        id
        at
        record {
          id
        }
        ...TimelineItem_entry
      }
    `,
    keys,
  );
  useRefetchOn(changes, refetch);
  const days = useMemo(() => groupByDay(entries, zone), [entries, zone]);
  const latest = useMemo(() => latestOf(entries), [entries]);

  if (entries.length === 0 && !paging.hasNext) {
    if (kinds === null) {
      return (
        <Empty title={t('empty.title')} icon={IconTimeline}>
          {t('empty.body')}
        </Empty>
      );
    }
    const all = (
      <Button variant="default" size="xs" onClick={onShowAll}>
        {t('nothing.all')}
      </Button>
    );
    return <Empty title={t('nothing.title')} icon={IconTimeline} action={all} />;
  }
  return (
    <>
      {days.map(({ day, entries: ofDay }) => (
        <Day key={day} day={day} zone={zone} entries={ofDay} about={id} latest={latest} />
      ))}
      {paging.hasNext && (
        <Center pt="xs">
          <Button
            variant="default"
            size="xs"
            loading={paging.isLoadingNext}
            onClick={() => paging.loadNext(PAGE, { onComplete: (error) => error && toastApiError(error) })}
          >
            {t('more')}
          </Button>
        </Center>
      )}
    </>
  );
}

/** The newest entry of each record: when somebody just changed one, that is what tells of it. */
function latestOf(entries: TimelineList_entries$data): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(
    entries.flatMap(({ id, record }) => {
      if (!record || seen.has(record.id)) return [];
      seen.add(record.id);
      return [id];
    }),
  );
}

interface DayProps {
  day: string;
  zone: string;
  entries: TimelineList_entries$data;
  about: string;
  latest: ReadonlySet<string>;
}

function Day({ day, zone, entries, about, latest }: DayProps) {
  const { t, i18n } = useTranslation('tasks');
  const fresh = useContext(FreshContext);
  const id = useId();
  const near = nearDay(day, wallOf(Date.now(), zone).day);
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return (
    <section className={classes.day}>
      <Title order={2} id={id} className={classes.dayTitle}>
        {near ? `${t(`due.${near}`)} · ${date}` : date}
      </Title>
      <ol className={classes.list} aria-labelledby={id}>
        {entries.map((entry) => (
          <TimelineItem
            key={entry.id}
            entry={entry}
            about={about}
            fresh={latest.has(entry.id) && fresh.has(entry.record?.id ?? '')}
          />
        ))}
      </ol>
    </section>
  );
}
