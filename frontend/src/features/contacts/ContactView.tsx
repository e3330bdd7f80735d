import { Tabs, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContactView_contact$key } from '@/__generated__/ContactView_contact.graphql';
import type { RecordTasks_tasks$key } from '@/__generated__/RecordTasks_tasks.graphql';
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
import { ContactDetails } from './ContactDetails';
import { ContactStakes } from './ContactStakes';
import { useUpdateContact } from './useUpdateContact';

const Activities = lazy(() => import('../activities/Activities'));
const ContactFiles = lazy(() => import('../files/ContactFiles'));
const ContactNotes = lazy(() => import('../notes/ContactNotes'));
const ContactTimeline = lazy(() => import('../timeline/ContactTimeline'));
const CreateDealDialog = lazy(() => import('@/features/deals/CreateDealDialog'));
const MergeContacts = lazy(() => import('../merging/MergeContacts'));

const TABS = ['deals', 'stakes', 'tasks', 'activities', 'notes', 'files', 'timeline', 'history'] as const;

interface Props {
  contact: ContactView_contact$key;
  tasks: RecordTasks_tasks$key;
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

export function ContactView({
  contact,
  tasks,
  fresh,
  noteChanges,
  activityChanges,
  fileChanges,
  changes,
  onChanged,
}: Props) {
  const { t } = useTranslation(['contacts', 'accounts', 'common']);
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const search: DetailSearch = useSearch({ strict: false });
  const place = useLanding<HTMLDivElement>(search.tab !== undefined);
  const [dialog, setDialog] = useState<'deal' | 'task' | 'merge'>();
  const tab = TABS.find((one) => one === search.tab) ?? 'deals';
  const data = useFragment(
    graphql`
      fragment ContactView_contact on Contact {
        id
        version
        name
        jobTitle
        archived
        owner {
          id
        }
        mergedInto {
          id
          name
        }
        account {
          id
          name
        }
        deals(first: 100, orderBy: [{ field: UPDATED_AT, direction: DESC }]) {
          totalCount
          ...RecordDeals_deals
        }
        stakeCount: stakes(first: 1) {
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
        ...ContactStakes_contact
        ...ContactDetails_contact
      }
    `,
    contact,
  );
  const update = useUpdateContact(data.id);
  const openMerge = useCallback(() => setDialog('merge'), []);
  const more = useMergeCommand('contact', data, openMerge);

  const openTab = (next: string | null) =>
    void navigate({ to: '.', search: { tab: next ?? undefined }, replace: true });

  const onMerged = (keptId: string) => {
    onChanged();
    if (keptId !== data.id) {
      void navigate({ to: '/contacts/$contactId', params: { contactId: keptId }, replace: true });
    }
  };
  const subtitle = [data.jobTitle, data.account?.name].filter(Boolean).join(' · ');

  return (
    <PresenceProvider subjectId={data.id}>
      <RecordHead
        kind="contacts"
        name={data.name}
        archived={data.archived}
        aside={
          subtitle && (
            <Text size="sm" c="dimmed">
              {subtitle}
            </Text>
          )
        }
        onNewDeal={() => setDialog('deal')}
        more={more}
        notice={data.mergedInto && <MergedNotice kind="contact" into={data.mergedInto} />}
        setArchived={(archived) => update({ archived })}
        onChanged={onChanged}
      />
      <div className={classes.page}>
        <section className={classes.panel} data-fresh={fresh || undefined} aria-label={t('contacts:details')}>
          <ContactDetails contact={data} />
        </section>
        <div className={classes.panel} ref={place}>
          <Tabs value={tab} keepMounted={false} onChange={openTab}>
            <TabRow
              value={tab}
              onChange={openTab}
              tabs={[
                { value: 'deals', label: t('accounts:tab.deals'), count: data.deals.totalCount },
                { value: 'stakes', label: t('contacts:stakes.tab'), count: data.stakeCount.totalCount },
                { value: 'tasks', label: t('accounts:tab.tasks') },
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
            <TabPanel value="deals">
              <RecordDeals
                deals={data.deals}
                filter={['contact', 'in', [data.id]]}
                onCreate={canWrite ? () => setDialog('deal') : undefined}
              />
            </TabPanel>
            <TabPanel value="stakes">
              <ContactStakes contact={data} />
            </TabPanel>
            <TabPanel value="tasks">
              <RecordTasks
                tasks={tasks}
                about={data.id}
                onCreate={canWrite ? () => setDialog('task') : undefined}
                onChanged={onChanged}
              />
            </TabPanel>
            <TabPanel value="activities">
              <Activities kind="contact" id={data.id} changes={activityChanges} />
            </TabPanel>
            <TabPanel value="notes">
              <ContactNotes contactId={data.id} changes={noteChanges} />
            </TabPanel>
            <TabPanel value="files">
              <ContactFiles id={data.id} changes={fileChanges} />
            </TabPanel>
            <TabPanel value="timeline">
              <ContactTimeline id={data.id} changes={changes} />
            </TabPanel>
            <TabPanel value="history">
              <RecordHistory id={data.id} version={data.version} />
            </TabPanel>
          </Tabs>
        </div>
      </div>
      {dialog === 'task' && (
        <CreateTaskDialog
          contactId={data.id}
          accountId={data.account?.id}
          onClose={() => setDialog(undefined)}
          onCreated={onChanged}
        />
      )}
      {dialog === 'merge' && (
        <Suspense fallback={null}>
          <MergeContacts record={data} onClose={() => setDialog(undefined)} onMerged={onMerged} />
        </Suspense>
      )}
      {dialog === 'deal' && (
        <Suspense fallback={null}>
          <CreateDealDialog
            contactId={data.id}
            accountId={data.account?.id}
            onClose={() => setDialog(undefined)}
            onCreated={(dealId: string) => void navigate({ to: '/deals/$dealId', params: { dealId } })}
          />
        </Suspense>
      )}
    </PresenceProvider>
  );
}
