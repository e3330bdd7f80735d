import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { LeadView_lead$key } from '@/__generated__/LeadView_lead.graphql';
import type { DetailSearch } from '@/searchParams';
import { TabPanel } from '@/ui/tabRow/TabPanel';
import { TabRow } from '@/ui/tabRow/TabRow';
import { StandardsOf } from '../fields/StandardsOf';
import { PresenceProvider } from '../presence/PresenceProvider';
import classes from '../records/Record.module.css';
import { RecordHistory } from '../records/RecordHistory';
import { useLanding } from '../records/useLanding';
import { CreateTaskDialog } from '../tasks/CreateTaskDialog';
import { RecordTasks } from '../tasks/RecordTasks';
import { BantPanel } from './BantPanel';
import { DisqualifyDialog } from './DisqualifyDialog';
import { Duplicates } from './Duplicates';
import { LeadBanner } from './LeadBanner';
import { LeadDetails } from './LeadDetails';
import { LeadHead } from './LeadHead';
import { useLeadStatus } from './useLeadStatus';

const Activities = lazy(() => import('../activities/Activities'));
const ConvertDialog = lazy(() => import('./ConvertDialog'));
const LeadFiles = lazy(() => import('../files/LeadFiles'));
const LeadNotes = lazy(() => import('../notes/LeadNotes'));

const TABS = ['tasks', 'activities', 'notes', 'files', 'history'] as const;

interface Props {
  lead: LeadView_lead$key;
  /** Somebody else just changed it. */
  fresh: boolean;
  /** Grows with every event that may be of a note here. */
  noteChanges: number;
  /** The same of an activity. */
  activityChanges: number;
  /** The same of a file. */
  fileChanges: number;
  onChanged: () => void;
}

export function LeadView({ lead, fresh, noteChanges, activityChanges, fileChanges, onChanged }: Props) {
  const { t } = useTranslation(['leads', 'accounts']);
  const navigate = useNavigate();
  const search: DetailSearch = useSearch({ strict: false });
  const place = useLanding<HTMLDivElement>(search.tab !== undefined);
  const [newTask, setNewTask] = useState(false);
  const data = useFragment(
    graphql`
      fragment LeadView_lead on Lead {
        id
        version
        status
        viewerCanEdit
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
        duplicates {
          ...Duplicates_found
        }
        ...BantPanel_lead
        ...ConvertDialog_lead
        ...LeadBanner_lead
        ...LeadDetails_lead
        ...LeadHead_lead
      }
    `,
    lead,
  );
  const actions = useLeadStatus(data.id);
  const change = useCallback(
    (patch: DetailSearch) =>
      void navigate({ to: '.', search: (old: DetailSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  const onDialog = useCallback((dialog: string | undefined) => change({ dialog }), [change]);
  const close = () => onDialog(undefined);
  const canEdit = data.viewerCanEdit;
  const openTab = (next: string | null) =>
    change({ tab: next ?? undefined, view: undefined, file: undefined });
  const tab = TABS.find((one) => one === search.tab) ?? 'tasks';
  const counts = {
    tasks: data.openTasks.totalCount,
    activities: data.activityCount.totalCount,
    notes: data.noteCount.totalCount,
    files: data.fileCount.totalCount,
    history: 0,
  };

  return (
    <PresenceProvider subjectId={data.id}>
      <LeadHead lead={data} actions={actions} onDialog={onDialog} />
      <LeadBanner lead={data} onReopen={actions.reopen} />
      <div className={classes.page}>
        <section className={classes.panel} data-fresh={fresh || undefined} aria-label={t('leads:details')}>
          <LeadDetails lead={data} />
        </section>
        <Stack gap="md" miw={0}>
          <StandardsOf subject="LEAD">
            <BantPanel lead={data} />
          </StandardsOf>
          {canEdit && <Duplicates found={data.duplicates} />}
          <div className={classes.panel} ref={place}>
            <Tabs value={tab} keepMounted={false} onChange={openTab}>
              <TabRow
                value={tab}
                onChange={openTab}
                tabs={TABS.map((one) => ({
                  value: one,
                  label: t(`accounts:tab.${one}`),
                  count: counts[one],
                }))}
              />
              {TABS.map((one) => (
                <TabPanel key={one} value={one}>
                  {one === 'tasks' && (
                    <RecordTasks
                      tasks={data.tasks}
                      about={data.id}
                      onCreate={canEdit ? () => setNewTask(true) : undefined}
                      onChanged={onChanged}
                    />
                  )}
                  {one === 'activities' && <Activities kind="lead" id={data.id} changes={activityChanges} />}
                  {one === 'notes' && <LeadNotes leadId={data.id} changes={noteChanges} />}
                  {one === 'files' && <LeadFiles id={data.id} changes={fileChanges} />}
                  {one === 'history' && <RecordHistory id={data.id} version={data.version} />}
                </TabPanel>
              ))}
            </Tabs>
          </div>
        </Stack>
      </div>
      {newTask && (
        <CreateTaskDialog leadId={data.id} onClose={() => setNewTask(false)} onCreated={onChanged} />
      )}
      {search.dialog === 'disqualify' && canEdit && (
        <DisqualifyDialog disqualify={actions.disqualify} onClose={close} />
      )}
      {search.dialog === 'convert' && data.status === 'QUALIFIED' && canEdit && (
        <Suspense fallback={null}>
          <ConvertDialog
            lead={data}
            onClose={close}
            onConverted={(dealId) => void navigate({ to: '/deals/$dealId', params: { dealId } })}
          />
        </Suspense>
      )}
    </PresenceProvider>
  );
}
