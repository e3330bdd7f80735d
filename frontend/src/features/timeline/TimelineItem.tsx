import { Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import IconBox from '@tabler/icons-react/dist/esm/icons/IconBox.mjs';
import IconBuildingSkyscraper from '@tabler/icons-react/dist/esm/icons/IconBuildingSkyscraper.mjs';
import IconCalendarEvent from '@tabler/icons-react/dist/esm/icons/IconCalendarEvent.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconFileDollar from '@tabler/icons-react/dist/esm/icons/IconFileDollar.mjs';
import IconNotes from '@tabler/icons-react/dist/esm/icons/IconNotes.mjs';
import IconPackage from '@tabler/icons-react/dist/esm/icons/IconPackage.mjs';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconRubberStamp from '@tabler/icons-react/dist/esm/icons/IconRubberStamp.mjs';
import IconSignature from '@tabler/icons-react/dist/esm/icons/IconSignature.mjs';
import IconStairs from '@tabler/icons-react/dist/esm/icons/IconStairs.mjs';
import IconSwords from '@tabler/icons-react/dist/esm/icons/IconSwords.mjs';
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs';
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  TimelineItem_entry$data,
  TimelineItem_entry$key,
} from '@/__generated__/TimelineItem_entry.graphql';
import { DateText } from '@/ui/DateText';
import { Changes, useEventText } from '@/ui/HistoryList';
import { NoteText } from '../notes/NoteText';
import { RecordLink } from '../records/RecordLink';
import { firstLines, type Kind, listed, saidIn, TABS } from './entries';
import classes from './Timeline.module.css';
import { TimelineSubject } from './TimelineSubject';

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
  PROPOSAL: IconFileDollar,
  CONTRACT_PACKAGE: IconSignature,
  ORDER: IconPackage,
  ACCOUNT: IconBuildingSkyscraper,
  CONTACT: IconAddressBook,
  LEAD: IconTargetArrow,
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
        recordLabel
        actor {
          name
        }
        changes {
          field
          before
          after
          beforeLabel
          afterLabel
          beforeCurrency
          afterCurrency
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
            mentions {
              id
              name
            }
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
          ... on Proposal {
            id
            proposalNumber: number
            revision
          }
          ... on ProposalLine {
            id
            offered: description
            proposal {
              id
              proposalNumber: number
              revision
            }
          }
          ... on ContractPackage {
            id
            packageName: name
          }
          ... on Order {
            id
            orderNumber: number
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
  const subject = <TimelineSubject entry={data} about={about} />;
  const said = saidOf(data);
  const mentioned = data.record?.__typename === 'Note' ? data.record.mentions : undefined;
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
        {said && (
          <p className={classes.said}>
            {kind === 'NOTE' ? <NoteText body={said} people={mentioned} /> : said}
          </p>
        )}
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
