import { Button, Center, Group } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import IconCalendarEvent from '@tabler/icons-react/dist/esm/icons/IconCalendarEvent.mjs';
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs';
import IconMessageCheck from '@tabler/icons-react/dist/esm/icons/IconMessageCheck.mjs';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { Activities_activities$key } from '@/__generated__/Activities_activities.graphql';
import type { Activities_past$key } from '@/__generated__/Activities_past.graphql';
import type { Activities_planned$key } from '@/__generated__/Activities_planned.graphql';
import type { ActivitiesPastQuery } from '@/__generated__/ActivitiesPastQuery.graphql';
import type { ActivitiesPlannedQuery } from '@/__generated__/ActivitiesPlannedQuery.graphql';
import type { ActivitiesQuery, ActivityFilter } from '@/__generated__/ActivitiesQuery.graphql';
import { toastApiError } from '@/app/errors';
import { useCanWrite } from '@/app/viewer';
import { Empty } from '@/ui/Empty';
import { useOpenFile } from '../files/useOpenFile';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { ListMenu, type ListSource } from '../transfer/ListMenu';
import { ActivitySections } from './ActivitySections';
import { CreateActivityDialog } from './CreateActivityDialog';
import type { About } from './form';
import { useActivities } from './useActivities';

const FilePreview = lazy(() => import('../files/FilePreview'));

interface Props {
  kind: 'deal' | 'account' | 'contact' | 'lead';
  id: string;
  /** Grows with every event of an activity that may stand here, and when events may have been missed. */
  changes: number;
}

const PLANNED_PAGE = 50;
/** More than this of one kind, or of both together, the server does not give at once: a line costs 41 of its 10,000 points. */
const MOST = 200;
const MOST_OF_ALL = 240;

/** How many to read again of what is planned and of what is past, so that what is on screen stays there. */
export function readAgain(planned: Shown, past: Shown): { plannedFirst: number; first: number } {
  const room = planned.hasNext ? planned.count : planned.count + PLANNED_PAGE;
  const plannedFirst = Math.min(MOST, Math.max(PLANNED_PAGE, room));
  return { plannedFirst, first: Math.min(MOST_OF_ALL - plannedFirst, pageAgain(past.count, past.hasNext)) };
}

interface Shown {
  count: number;
  hasNext: boolean;
}

const query = graphql`
  query ActivitiesQuery(
    $id: ID!
    $planned: ActivityFilter!
    $plannedFirst: Int!
    $past: ActivityFilter!
    $first: Int!
  ) {
    node(id: $id) {
      ... on Deal {
        account {
          id
        }
        primaryContact {
          id
        }
      }
      ... on Contact {
        account {
          id
        }
      }
    }
    kinds: lookups(kind: ACTIVITY_KIND) {
      id
      version
      key
      label
    }
    ...Activities_planned @arguments(planned: $planned, first: $plannedFirst)
    ...Activities_past @arguments(past: $past, first: $first)
  }
`;

/** A contact's are those they take part in, whatever they are about. */
function filterOf({ kind, id }: Pick<Props, 'kind' | 'id'>): ActivityFilter {
  if (kind === 'contact') return { withContactId: { eq: id } };
  if (kind === 'lead') return { leadId: { eq: id } };
  return kind === 'deal' ? { dealId: { eq: id } } : { accountId: { eq: id } };
}

/** The activities of a record: room for new ones, what is planned, and what is past. */
export default function Activities({ kind, id, changes }: Props) {
  const variables = useMemo(
    () => ({
      id,
      planned: { ...filterOf({ kind, id }), status: { eq: 'PLANNED' as const } },
      plannedFirst: PLANNED_PAGE,
      past: { ...filterOf({ kind, id }), status: { ne: 'PLANNED' as const } },
      first: PAGE,
    }),
    [kind, id],
  );
  const data = useLazyLoadQuery<ActivitiesQuery>(query, variables, { fetchPolicy: 'store-and-network' });
  return <Loaded about={{ kind, id }} data={data} variables={variables} changes={changes} />;
}

interface LoadedProps {
  about: Pick<Props, 'kind' | 'id'>;
  data: ActivitiesQuery['response'];
  variables: ActivitiesQuery['variables'];
  changes: number;
}

function Loaded({ about: { kind, id }, data, variables, changes }: LoadedProps) {
  // With the texts of the lines' files: a line that has to wait for its texts would hide the tab, and with it what is focused.
  const { t } = useTranslation(['activities', 'accounts', 'files']);
  const canWrite = useCanWrite();
  const planned = usePlanned(data);
  const past = usePast(data);
  const refetch = useQuietRefetch<ActivitiesQuery>(query, {
    ...variables,
    ...readAgain(
      { count: planned.nodes.length, hasNext: planned.hasNext },
      { count: past.nodes.length, hasNext: past.hasNext },
    ),
  });
  const actions = useActivities(refetch);
  const activities = useFragment(
    graphql`
      fragment Activities_activities on Activity @relay(plural: true) {
        id
        ...ActivitySections_activities
      }
    `,
    useMemo((): Activities_activities$key => [...planned.nodes, ...past.nodes], [planned.nodes, past.nodes]),
  );
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 30_000, { autoInvoke: true });
  const [file, openFile] = useOpenFile();
  const [creating, setCreating] = useState<'log' | 'plan'>();

  // From none: what happened while they were on their way may not be among them.
  const seen = useRef(0);
  useEffect(() => {
    if (seen.current === changes) return;
    seen.current = changes;
    setNow(Date.now());
    refetch();
  }, [changes, refetch]);

  const source = useMemo(
    (): ListSource => ({
      list: 'ACTIVITIES',
      title: t('accounts:tab.activities'),
      shown: { filter: filterOf({ kind, id }) },
      size: 30,
    }),
    [t, kind, id],
  );
  const contact = kind === 'contact' ? id : data.node?.primaryContact?.id;
  const accountId = kind === 'account' ? id : data.node?.account?.id;
  const meeting = data.kinds.find(({ key }) => key === 'meeting') ?? data.kinds[0];
  return (
    <>
      <Group gap="xs" mb={canWrite || activities.length > 0 ? 'sm' : 0}>
        {canWrite && (
          <>
            <Button
              size="xs"
              leftSection={<IconMessageCheck size={16} aria-hidden />}
              onClick={() => setCreating('log')}
            >
              {t('log')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconCalendarPlus size={16} aria-hidden />}
              onClick={() => setCreating('plan')}
            >
              {t('plan')}
            </Button>
          </>
        )}
        {activities.length > 0 && <ListMenu source={source} />}
      </Group>
      {activities.length === 0 ? (
        <Empty title={t('empty.title')} icon={IconCalendarEvent}>
          {t('empty.body')}
        </Empty>
      ) : (
        <ActivitySections
          activities={activities}
          about={id}
          accountId={accountId}
          now={now}
          changes={changes}
          actions={actions}
          morePlanned={planned.hasNext && <More page={planned} label={t('later')} />}
        />
      )}
      {past.hasNext && <More page={past} label={t('older')} />}
      {file && (
        <Suspense fallback={null}>
          <FilePreview id={file} onOpen={openFile} />
        </Suspense>
      )}
      {creating && (
        <CreateActivityDialog
          about={{ [`${kind}Id`]: id } as About}
          planned={creating === 'plan'}
          kinds={data.kinds}
          kindId={meeting?.id}
          contactIds={contact ? [contact] : []}
          accountId={accountId}
          create={actions.create}
          onClose={() => setCreating(undefined)}
        />
      )}
    </>
  );
}

interface Page {
  isLoadingNext: boolean;
  more: () => void;
}

function More({ page: { isLoadingNext, more }, label }: { page: Page; label: string }) {
  return (
    <Center pt="xs">
      <Button variant="default" size="xs" loading={isLoadingNext} onClick={more}>
        {label}
      </Button>
    </Center>
  );
}

/** What is planned, the soonest first, page by page. */
function usePlanned(key: Activities_planned$key) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ActivitiesPlannedQuery,
    Activities_planned$key
  >(
    graphql`
      fragment Activities_planned on Query
      @refetchable(queryName: "ActivitiesPlannedQuery")
      @argumentDefinitions(
        planned: { type: "ActivityFilter!" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        planned: activities(filter: $planned, orderBy: [{ field: STARTS_AT }], first: $first, after: $after)
          @connection(key: "Activities_planned") {
          edges {
            node {
              id
              ...Activities_activities
            }
          }
        }
      }
    `,
    key,
  );
  const { edges } = data.planned;
  const nodes = useMemo(() => edges.map(({ node }) => node), [edges]);
  const more = () => loadNext(PLANNED_PAGE, { onComplete: (error) => error && toastApiError(error) });
  return { nodes, hasNext, isLoadingNext, more };
}

/** What is past, page by page. */
function usePast(key: Activities_past$key) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ActivitiesPastQuery,
    Activities_past$key
  >(
    graphql`
      fragment Activities_past on Query
      @refetchable(queryName: "ActivitiesPastQuery")
      @argumentDefinitions(
        past: { type: "ActivityFilter!" }
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
      ) {
        activities(filter: $past, first: $first, after: $after) @connection(key: "Activities_activities") {
          edges {
            node {
              id
              ...Activities_activities
            }
          }
        }
      }
    `,
    key,
  );
  const { edges } = data.activities;
  const nodes = useMemo(() => edges.map(({ node }) => node), [edges]);
  const more = () => loadNext(PAGE, { onComplete: (error) => error && toastApiError(error) });
  return { nodes, hasNext, isLoadingNext, more };
}
