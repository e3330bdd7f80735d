import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import type { useLiveDealSubscription } from '@/__generated__/useLiveDealSubscription.graphql';
import { useViewer } from '@/app/viewer';
import { useLive } from '@/relay/live';
import { fieldKey } from '@/ui/HistoryList';
import { useFresh } from '../records/useFresh';

/** Keeps the open deal true: values change in place, those of others with a short highlight and a name. */
export function useLiveDeal(id: string, eventCursor: string, reload: () => void) {
  const viewer = useViewer();
  const [hidden, setHidden] = useState(false);
  const [fresh, mark] = useFresh();
  /** Counted, so that lists below know when to read again. */
  const [changes, setChanges] = useState(0);
  const [taskChanges, setTaskChanges] = useState(0);
  const [noteChanges, setNoteChanges] = useState(0);
  const [fileChanges, setFileChanges] = useState(0);
  const [activityChanges, setActivityChanges] = useState(0);
  /** Of lines and competitors: all of them at once would make each message too dear. */
  const [lineChanges, setLineChanges] = useState(0);
  const [rivalChanges, setRivalChanges] = useState(0);
  /** Of its proposals and orders. */
  const [proposalChanges, setProposalChanges] = useState(0);
  /** Of its contract packages, their approvals, and the files that may be in them. */
  const [contractChanges, setContractChanges] = useState(0);
  /** Of its tasks and of the plans that made them. */
  const [planChanges, setPlanChanges] = useState(0);
  /** Of whatever may stand in its timeline. */
  const [entries, setEntries] = useState(0);
  /** Counted when events may have been missed: what they keep true is then read again. */
  const [gaps, setGaps] = useState(0);

  const readAgain = () => {
    reload();
    setEntries((old) => old + 1);
    setChanges((old) => old + 1);
    setTaskChanges((old) => old + 1);
    setNoteChanges((old) => old + 1);
    setFileChanges((old) => old + 1);
    setActivityChanges((old) => old + 1);
    setLineChanges((old) => old + 1);
    setRivalChanges((old) => old + 1);
    setProposalChanges((old) => old + 1);
    setContractChanges((old) => old + 1);
    setPlanChanges((old) => old + 1);
    setGaps((old) => old + 1);
  };

  useLive<useLiveDealSubscription>(
    graphql`
      subscription useLiveDealSubscription($filter: DealFilter, $after: Cursor) {
        dealEvents(filter: $filter, after: $after) {
          cursor
          events {
            __typename
            # Without the deal: all of it is read again, and each type's fields count towards what a message may hold.
            ... on DealEntered {
              seq
            }
            ... on DealChanged {
              seq
              actor {
                name
                user {
                  id
                }
              }
              changes {
                field
              }
              deal {
                id
                version
                ...DealHeader_deal
                ...DealStages_deal
                ...StagePanel_deal
                ...DealFields_deal
                ...DealVisits_deal
              }
            }
            ... on DealLeft {
              dealId
            }
            ... on DealHidden {
              dealId
            }
            ... on DealRecordChanged {
              actor {
                name
                user {
                  id
                }
              }
              kind
              recordId
              record {
                __typename
                ... on Task {
                  id
                  version
                  title
                  status
                  priority
                  dueAt
                }
                # Not its version: that must not run ahead of its words, which are read again.
                ... on Note {
                  id
                }
                ... on Activity {
                  id
                }
              }
              deal {
                id
                version
                ...Stakeholders_deal
                ...PendingEntry_deal
                lastActivityAt
                rotting
                lineTotals {
                  lines
                }
                proposalCount: proposals(first: 1) {
                  totalCount
                }
                contractCount: contractPackages(first: 1) {
                  totalCount
                }
                competitorCount: competitors(first: 1) {
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
              }
            }
          }
        }
      }
    `,
    { filter: { id: { eq: id } }, after: eventCursor },
    {
      onBatch: ({ dealEvents: { events } }) => {
        if (events.length > 0) setEntries((old) => old + 1);
        for (const event of events) {
          if (event.__typename === 'DealHidden') setHidden(true);
          else if (event.__typename === 'DealEntered') {
            setHidden(false);
            readAgain();
          }
          // It no longer exists under this id, or not for this viewer: the server decides which.
          else if (event.__typename === 'DealLeft') reload();
          else if (event.__typename === 'DealChanged') {
            setChanges((old) => old + 1);
            const { actor } = event;
            if (actor && actor.user?.id !== viewer.id) {
              mark(
                event.changes.map(({ field }) => fieldKey(field)),
                actor.name,
              );
            }
          } else if (event.__typename === 'DealRecordChanged') {
            if (event.record?.__typename === 'Task') {
              setTaskChanges((old) => old + 1);
              setPlanChanges((old) => old + 1);
            }
            if (event.kind.startsWith('plan_run.')) setPlanChanges((old) => old + 1);
            if (event.record?.__typename === 'Note') setNoteChanges((old) => old + 1);
            if (event.record?.__typename === 'Activity') setActivityChanges((old) => old + 1);
            // A file may be an activity's.
            if (event.kind.startsWith('file.')) {
              setFileChanges((old) => old + 1);
              setActivityChanges((old) => old + 1);
            }
            if (event.kind.startsWith('deal_line.')) setLineChanges((old) => old + 1);
            if (/^(approval|order|proposal|proposal_line)\./.test(event.kind)) {
              setProposalChanges((old) => old + 1);
            }
            if (/^(approval|contract_package|file)\./.test(event.kind)) {
              setContractChanges((old) => old + 1);
            }
            if (event.kind.startsWith('deal_competitor.')) setRivalChanges((old) => old + 1);
            if (event.actor && event.actor.user?.id !== viewer.id) {
              mark([event.recordId], event.actor.name);
            }
          }
        }
      },
      onResync: readAgain,
    },
  );
  return {
    hidden,
    fresh,
    changes,
    taskChanges,
    activityChanges,
    lineChanges,
    rivalChanges,
    proposalChanges,
    contractChanges,
    planChanges,
    noteChanges,
    fileChanges,
    entries,
    gaps,
  };
}
