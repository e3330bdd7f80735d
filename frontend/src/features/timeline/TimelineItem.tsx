import { Anchor, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import IconBox from '@tabler/icons-react/dist/esm/icons/IconBox.mjs';
import IconBuildingSkyscraper from '@tabler/icons-react/dist/esm/icons/IconBuildingSkyscraper.mjs';
import IconCalendarEvent from '@tabler/icons-react/dist/esm/icons/IconCalendarEvent.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconNotes from '@tabler/icons-react/dist/esm/icons/IconNotes.mjs';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconRubberStamp from '@tabler/icons-react/dist/esm/icons/IconRubberStamp.mjs';
import IconStairs from '@tabler/icons-react/dist/esm/icons/IconStairs.mjs';
import IconSwords from '@tabler/icons-react/dist/esm/icons/IconSwords.mjs';
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs';
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  TimelineItem_entry$data,
  TimelineItem_entry$key,
} from '@/__generated__/TimelineItem_entry.graphql';
import { DateText } from '@/ui/DateText';
import { Changes, useEventText } from '@/ui/HistoryList';
import { RecordLink } from '../records/RecordLink';
import { firstLines, type Kind, listed, saidIn } from './entries';
import classes from './Timeline.module.css';

const ICONS: Record<Kind, Icon> = {
  STAGE: IconStairs,
  DEAL: IconPencil,
  NOTE: IconNotes,
  FILE: IconPaperclip,
  ACTIVITY: IconCalendarEvent,
  TASK: IconChecklist,
  APPROVAL: IconRubberStamp,
  STAKEHOLDER: IconUsersGroup,
  LINE: IconBox,
  COMPETITOR: IconSwords,
  ACCOUNT: IconBuildingSkyscraper,
  CONTACT: IconAddressBook,
  LEAD: IconTargetArrow,
};

/** The tab of a record's page that shows more of what an entry tells. */
const TABS: Partial<Record<Kind, string>> = {
  NOTE: 'notes',
  FILE: 'files',
  ACTIVITY: 'activities',
  TASK: 'tasks',
  STAKEHOLDER: 'stakeholders',
  LINE: 'products',
  COMPETITOR: 'competitors',
};

type Entry = TimelineItem_entry$data;

interface Props {
  entry: TimelineItem_entry$key;
  /** Id of the record on whose page it stands. */
  about: string;
  /** Somebody else just did it. */
  fresh: boolean;
}

/** One thing that happened: who did what, to which record, in its own words. */
export function TimelineItem({ entry, about, fresh }: Props) {
  const { t } = useTranslation('app');
  const eventText = useEventText();
  const data = useFragment(
    graphql`
      fragment TimelineItem_entry on TimelineEntry {
        id
        about
        kind
        at
        actor {
          name
        }
        changes {
          field
          before
          after
          beforeLabel
          afterLabel
        }
        deal {
          id
          version
          name
        }
        record {
          __typename
          ... on Note {
            id
            body
            account {
              id
            }
            contact {
              id
            }
            lead {
              id
            }
          }
          ... on File {
            id
            fileName: name
            account {
              id
            }
            contact {
              id
            }
            lead {
              id
            }
            activity {
              id
            }
          }
          ... on Activity {
            id
            subject
            activityOutcome: outcome
            account {
              id
            }
            contact {
              id
            }
            lead {
              id
            }
          }
          ... on Task {
            id
            title
            account {
              id
            }
            contact {
              id
            }
            lead {
              id
            }
          }
          ... on PlanRun {
            id
            plan {
              id
              version
              name
            }
          }
          ... on Approval {
            id
            subjectKind
            stage {
              id
              version
              name
            }
          }
          ... on Stakeholder {
            id
            who: contact {
              id
              version
              name
            }
          }
          ... on InfluenceLink {
            id
            from {
              id
              contact {
                id
                version
                name
              }
            }
            to {
              id
              contact {
                id
                version
                name
              }
            }
          }
          ... on DealLine {
            id
            lineText: description
            product {
              id
              version
              name
            }
          }
          ... on DealCompetitor {
            id
            competitor {
              id
              version
              name
            }
          }
          ... on Lead {
            id
            version
            topic
          }
          ... on Account {
            id
            version
            name
          }
          ... on Contact {
            id
            version
            name
          }
        }
      }
    `,
    entry,
  );
  const kind = data.about as Kind;
  const KindIcon = ICONS[kind] ?? IconPencil;
  const subject = <Subject entry={data} about={about} />;
  const said = saidOf(data);
  return (
    <li className={classes.entry} data-fresh={fresh || undefined}>
      <span className={classes.icon} data-kind={kind}>
        <KindIcon size={17} stroke={1.7} aria-hidden />
      </span>
      <div className={classes.main}>
        <Text size="sm" component="p" m={0}>
          <strong>{data.actor.name}</strong> {eventText(data.kind)}
          {subject && ' '}
          {subject}{' '}
          <Text size="xs" c="dimmed" span>
            <DateText value={data.at} variant="relative" />
          </Text>
        </Text>
        {data.deal && data.deal.id !== about && (
          <Text size="xs" c="dimmed" component="p" m={0}>
            {t('field.deal')}:{' '}
            <RecordLink kind="deal" id={data.deal.id} tab={TABS[kind]} size="xs">
              {data.deal.name}
            </RecordLink>
          </Text>
        )}
        {said && <p className={classes.said}>{said}</p>}
        <Changes kind={data.kind} changes={listed(data)} />
      </div>
    </li>
  );
}

/** What a note says, and what came of an activity. */
function saidOf(entry: Entry): string {
  const { kind, record } = entry;
  if (entry.about === 'NOTE') {
    return firstLines(saidIn(entry, 'body') ?? (record?.__typename === 'Note' ? record.body : ''));
  }
  // An activity may be entered with its outcome; later changes of it are listed as such.
  if (kind === 'activity.created' || kind === 'activity.held' || kind === 'activity.missed') {
    const now = record?.__typename === 'Activity' ? record.activityOutcome : undefined;
    return firstLines(saidIn(entry, 'outcome') ?? (kind === 'activity.created' ? undefined : now));
  }
  return '';
}

/** The record by its name, with the way to it. What is gone, or hidden, is called as it was then. */
function Subject({ entry, about }: { entry: Entry; about: string }): ReactNode {
  const { record, deal } = entry;
  const tab = TABS[entry.about as Kind];
  switch (record?.__typename) {
    case 'Note':
      return null;
    case 'File': {
      const home = homeOf(record, deal?.id);
      if (!home) return <q>{record.fileName}</q>;
      return (
        <RecordLink {...home} tab={record.activity ? 'activities' : tab} file={record.id}>
          {record.fileName}
        </RecordLink>
      );
    }
    case 'Activity':
    case 'Task': {
      const name = record.__typename === 'Task' ? record.title : record.subject;
      const home = homeOf(record, deal?.id);
      if (!home) return <q>{name}</q>;
      return (
        <RecordLink {...home} tab={tab}>
          {name}
        </RecordLink>
      );
    }
    case 'PlanRun':
      return <strong>{record.plan.name}</strong>;
    case 'Approval':
      return <ApprovalLink id={record.id} kind={record.subjectKind} stage={record.stage?.name} />;
    case 'Stakeholder':
      return <Named kind="contact" record={record.who} about={about} />;
    case 'InfluenceLink':
      return (
        <>
          <Named kind="contact" record={record.from.contact} about={about} /> →{' '}
          <Named kind="contact" record={record.to.contact} about={about} />
        </>
      );
    case 'DealLine':
      if (!deal) return <strong>{record.lineText}</strong>;
      return (
        <RecordLink kind="deal" id={deal.id} tab="products">
          {record.lineText}
        </RecordLink>
      );
    case 'DealCompetitor':
      return <Named kind="competitor" record={record.competitor} about={about} />;
    case 'Lead':
      return <Named kind="lead" record={{ id: record.id, name: record.topic }} about={about} />;
    case 'Account':
      return <Named kind="account" record={record} about={about} />;
    case 'Contact':
      return <Named kind="contact" record={record} about={about} />;
    default: {
      const name = NAMES.map((field) => saidIn(entry, field)).find(Boolean);
      return name && entry.about !== 'STAGE' && entry.about !== 'DEAL' ? <strong>{name}</strong> : null;
    }
  }
}

/** Where records that are gone have what they were called. */
const NAMES = ['title', 'subject', 'plan', 'contact', 'competitor', 'description', 'topic', 'name'];

interface ApprovalLinkProps {
  id: string;
  kind: string;
  stage: string | undefined;
}

/** What was to be approved, with the way to all that was said about it. */
function ApprovalLink({ id, kind, stage = '' }: ApprovalLinkProps) {
  const { t } = useTranslation('timeline');
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link {...props} to="/approvals/$approvalId" params={{ approvalId: id }} />}
    >
      {t(`approval.${kind}`, { stage })}
    </Anchor>
  );
}

interface NamedProps {
  kind: 'account' | 'contact' | 'lead' | 'competitor';
  record: { readonly id: string; readonly name: string };
  about: string;
}

/** A link, except to the page it stands on. */
function Named({ kind, record: { id, name }, about }: NamedProps) {
  if (id === about) return <strong>{name}</strong>;
  return (
    <RecordLink kind={kind} id={id}>
      {name}
    </RecordLink>
  );
}

type Holder = { readonly id: string } | null | undefined;

/** The page on which an activity or a task is listed. */
function homeOf(
  { account, contact, lead }: { account: Holder; contact: Holder; lead: Holder },
  dealId: string | undefined,
) {
  if (dealId) return { kind: 'deal', id: dealId } as const;
  if (account) return { kind: 'account', id: account.id } as const;
  if (contact) return { kind: 'contact', id: contact.id } as const;
  return lead ? ({ kind: 'lead', id: lead.id } as const) : undefined;
}
