import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { AccountView_account$key } from '@/__generated__/AccountView_account.graphql';
import { useCanWrite } from '@/app/viewer';
import type { DetailSearch } from '@/searchParams';
import { TabPanel } from '@/ui/tabRow/TabPanel';
import { TabRow } from '@/ui/tabRow/TabRow';
import { MergedNotice } from '../merging/MergedNotice';
import { useMergeCommand } from '../merging/useMergeCommand';
import { PresenceProvider } from '../presence/PresenceProvider';
import classes from '../records/Record.module.css';
import { RecordDeals } from '../records/RecordDeals';
import { RecordHead } from '../records/RecordHead';
import { RecordHistory } from '../records/RecordHistory';
import { useLanding } from '../records/useLanding';
import { CreateTaskDialog } from '../tasks/CreateTaskDialog';
import { RecordTasks } from '../tasks/RecordTasks';
import { AccountContacts } from './AccountContacts';
import { AccountDetails } from './AccountDetails';
import { AccountHierarchy } from './AccountHierarchy';
import { CreateAccountDialog } from './CreateAccountDialog';
import { useUpdateAccount } from './useUpdateAccount';

const Activities = lazy(() => import('../activities/Activities'));
const AccountFiles = lazy(() => import('../files/AccountFiles'));
const AccountNotes = lazy(() => import('../notes/AccountNotes'));
const AccountTimeline = lazy(() => import('../timeline/AccountTimeline'));
const CreateDealDialog = lazy(() => import('@/features/deals/CreateDealDialog'));
const MergeAccounts = lazy(() => import('../merging/MergeAccounts'));

const TABS = ['contacts', 'deals', 'tasks', 'activities', 'notes', 'files', 'timeline', 'history'] as const;
type Dialog = 'deal' | 'task' | 'subsidiary' | 'merge';

interface Props {
  account: AccountView_account$key;
  /** Somebody else just changed it. */
  fresh: boolean;
  /** Grows with every event that may be of a note here. */
  noteChanges: number;
  /** The same of an activity. */
  activityChanges: number;
  /** The same of a file. */
  fileChanges: number;
  /** The same of anything that its timeline tells. */
  changes: number;
  onChanged: () => void;
}

export function AccountView({
  account,
  fresh,
  noteChanges,
  activityChanges,
  fileChanges,
  changes,
  onChanged,
}: Props) {
  const { t } = useTranslation(['accounts', 'common']);
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const search: DetailSearch = useSearch({ strict: false });
  const place = useLanding<HTMLDivElement>(search.tab !== undefined);
  const [dialog, setDialog] = useState<Dialog>();
  const tab = TABS.find((one) => one === search.tab) ?? 'contacts';
  const data = useFragment(
    graphql`
      fragment AccountView_account on Account {
        id
        version
        name
        archived
        owner {
          id
        }
        mergedInto {
          id
          name
        }
        contactCount: contacts(filter: { archived: { eq: false } }, first: 1) {
          totalCount
        }
        deals(first: 100, orderBy: [{ field: UPDATED_AT, direction: DESC }]) {
          totalCount
          ...RecordDeals_deals
        }
        tasks(first: 100, orderBy: [{ field: DUE_AT, direction: ASC }]) {
          ...RecordTasks_tasks
        }
        openTasks: tasks(filter: { status: { eq: OPEN } }, first: 1) {
          totalCount
        }
        noteCount: notes(first: 1) {
          totalCount
        }
        fileCount: files(first: 1) {
          totalCount
        }
        activityCount: activities(first: 1) {
          totalCount
        }
        ...AccountDetails_account
        ...AccountHierarchy_account
        ...AccountContacts_account
      }
    `,
    account,
  );
  const update = useUpdateAccount(data.id);
  const openMerge = useCallback(() => setDialog('merge'), []);
  const more = useMergeCommand('account', data, openMerge);

  const openTab = (next: string | null) =>
    void navigate({ to: '.', search: { tab: next ?? undefined }, replace: true });

  const onMerged = (keptId: string) => {
    onChanged();
    if (keptId !== data.id) {
      void navigate({ to: '/accounts/$accountId', params: { accountId: keptId }, replace: true });
    }
  };

  return (
    <PresenceProvider subjectId={data.id}>
      <RecordHead
        kind="accounts"
        name={data.name}
        archived={data.archived}
        onNewDeal={() => setDialog('deal')}
        more={more}
        notice={data.mergedInto && <MergedNotice kind="account" into={data.mergedInto} />}
        setArchived={(archived) => update({ archived })}
        onChanged={onChanged}
      />
      <div className={classes.page}>
        <Stack gap="md" miw={0}>
          <section
            className={classes.panel}
            data-fresh={fresh || undefined}
            aria-label={t('accounts:details')}
          >
            <AccountDetails account={data} />
          </section>
          <div className={classes.panel}>
            <AccountHierarchy account={data} onAdd={canWrite ? () => setDialog('subsidiary') : undefined} />
          </div>
        </Stack>
        <div className={classes.panel} ref={place}>
          <Tabs value={tab} keepMounted={false} onChange={openTab}>
            <TabRow
              value={tab}
              onChange={openTab}
              tabs={[
                { value: 'contacts', label: t('accounts:tab.contacts'), count: data.contactCount.totalCount },
                { value: 'deals', label: t('accounts:tab.deals'), count: data.deals.totalCount },
                { value: 'tasks', label: t('accounts:tab.tasks'), count: data.openTasks.totalCount },
                {
                  value: 'activities',
                  label: t('accounts:tab.activities'),
                  count: data.activityCount.totalCount,
                },
                { value: 'notes', label: t('accounts:tab.notes'), count: data.noteCount.totalCount },
                { value: 'files', label: t('accounts:tab.files'), count: data.fileCount.totalCount },
                { value: 'timeline', label: t('accounts:tab.timeline') },
                { value: 'history', label: t('accounts:tab.history') },
              ]}
            />
            <TabPanel value="contacts">
              <AccountContacts account={data} onChanged={onChanged} />
            </TabPanel>
            <TabPanel value="deals">
              <RecordDeals
                deals={data.deals}
                filter={['account', 'in', [data.id]]}
                onCreate={canWrite ? () => setDialog('deal') : undefined}
              />
            </TabPanel>
            <TabPanel value="tasks">
              <RecordTasks
                tasks={data.tasks}
                about={data.id}
                onCreate={canWrite ? () => setDialog('task') : undefined}
                onChanged={onChanged}
              />
            </TabPanel>
            <TabPanel value="activities">
              <Activities kind="account" id={data.id} changes={activityChanges} />
            </TabPanel>
            <TabPanel value="notes">
              <AccountNotes accountId={data.id} changes={noteChanges} />
            </TabPanel>
            <TabPanel value="files">
              <AccountFiles id={data.id} changes={fileChanges} />
            </TabPanel>
            <TabPanel value="timeline">
              <AccountTimeline id={data.id} changes={changes} />
            </TabPanel>
            <TabPanel value="history">
              <RecordHistory id={data.id} version={data.version} />
            </TabPanel>
          </Tabs>
        </div>
      </div>
      {dialog === 'subsidiary' && (
        <CreateAccountDialog parentId={data.id} onClose={() => setDialog(undefined)} onCreated={onChanged} />
      )}
      {dialog === 'task' && (
        <CreateTaskDialog accountId={data.id} onClose={() => setDialog(undefined)} onCreated={onChanged} />
      )}
      {dialog === 'merge' && (
        <Suspense fallback={null}>
          <MergeAccounts record={data} onClose={() => setDialog(undefined)} onMerged={onMerged} />
        </Suspense>
      )}
      {dialog === 'deal' && (
        <Suspense fallback={null}>
          <CreateDealDialog
            accountId={data.id}
            onClose={() => setDialog(undefined)}
            onCreated={(dealId: string) => void navigate({ to: '/deals/$dealId', params: { dealId } })}
          />
        </Suspense>
      )}
    </PresenceProvider>
  );
}
