import { Badge, Button, Group, Stack, Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  HistoryList_history$data,
  HistoryList_history$key,
} from '@/__generated__/HistoryList_history.graphql';
import { CustomChange } from '@/features/fields/CustomChange';
import { customKeyOf } from '@/features/fields/lists';
import { LANGUAGE_NAMES, toLanguage } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { DateText } from './DateText';
import { Empty } from './Empty';
import classes from './HistoryList.module.css';

interface Props {
  /** Spread `...HistoryList_history` below `history(first: …, after: …)` of any record. */
  history: HistoryList_history$key;
  /** Whose history it is: what happened to one that was merged into it is marked. */
  of?: string;
  /** Loads the next page; absent when the caller shows one page only. */
  onMore?: (after: string) => void;
  loadingMore?: boolean;
}

type Entry = HistoryList_history$data['edges'][number]['node'];

interface Change {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly beforeLabel?: string | null;
  readonly afterLabel?: string | null;
  /** What an amount was in then; absent for everything else, and for amounts in the base currency. */
  readonly beforeCurrency?: string | null;
  readonly afterCurrency?: string | null;
}

/** Who changed what, from which value to which. */
export function HistoryList({ history, of, onMore, loadingMore }: Props) {
  const { t } = useTranslation('app');
  const data = useFragment(
    graphql`
      fragment HistoryList_history on HistoryConnection {
        edges {
          node {
            id
            kind
            at
            withinGrace
            recordId
            actor {
              kind
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
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    `,
    history,
  );
  const { hasNextPage, endCursor } = data.pageInfo;
  if (data.edges.length === 0) return <Empty title={t('history.empty')} />;
  return (
    <Stack>
      <Timeline bulletSize={14} lineWidth={2}>
        {data.edges.map(({ node }) => (
          <Timeline.Item key={node.id} title={<EntryTitle entry={node} of={of} />}>
            <Changes kind={node.kind} changes={node.changes} />
          </Timeline.Item>
        ))}
      </Timeline>
      {onMore && hasNextPage && endCursor && (
        <Button variant="default" loading={loadingMore} onClick={() => onMore(endCursor)}>
          {t('history.more')}
        </Button>
      )}
    </Stack>
  );
}

/** Consequences of other changes, and places in a column: nothing a reader asks for. */
const SILENT: ReadonlySet<string> = new Set([
  'id',
  'rank',
  'rate',
  'rateDate',
  'stageEnteredAt',
  'position',
  'workspace',
]);

const blank = (value: unknown) => value === null || value === undefined || value === '' || value === false;

function telling({ field, before, after }: Change): boolean {
  // Of the company's own fields every change tells: "no" is an answer there.
  if (customKeyOf(field) !== undefined) return true;
  return !SILENT.has(fieldKey(field)) && !(blank(before) && blank(after));
}

/** What happened, by the kind of its event: "moved the deal to another stage". */
export function useEventText(): (kind: string) => string {
  const { t, i18n } = useTranslation('app');
  return (kind) => {
    const key = `event.${kind}`;
    return i18n.exists(key, { ns: 'app' }) ? t(key) : kind.replace(/[._]/g, ' ');
  };
}

/** A line for every change that tells something. */
export function Changes({ kind, changes }: { kind: string; changes: readonly Change[] }) {
  return changes
    .filter(telling)
    .map((change) =>
      customKeyOf(change.field) === undefined ? (
        <ChangeLine key={change.field} change={change} />
      ) : (
        <CustomChange key={change.field} kind={kind} change={change} />
      ),
    );
}

function EntryTitle({ entry, of }: { entry: Entry; of: string | undefined }) {
  const { t } = useTranslation('app');
  const eventText = useEventText();
  return (
    <Group gap="xs">
      <Text size="sm" fw={600} span>
        {entry.actor?.name ?? t('history.system')}
      </Text>
      <Text size="sm" span>
        {eventText(entry.kind)}
      </Text>
      <Text size="xs" c="dimmed" span>
        <DateText value={entry.at} variant="relative" />
      </Text>
      {entry.withinGrace && (
        <Badge size="xs" variant="default">
          {t('history.grace')}
        </Badge>
      )}
      {of !== undefined && entry.recordId !== of && (
        <Badge size="xs" variant="default">
          {t('history.merged')}
        </Badge>
      )}
    </Group>
  );
}

const AMOUNTS: ReadonlySet<string> = new Set([
  'amount',
  'amountBase',
  'annualRevenue',
  'budget',
  'highestDiscountPercent',
  'margin',
  'net',
  'subtotal',
  'tax',
  'total',
]);
const DECIMAL = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const CODE = /^[A-Z][A-Z_]+$/;
const ID = /^[a-z]+\d?_[0-9a-hjkmnp-tv-z]{26}$/;

/** Values as a reader of the record knows them: the API's own are ids, codes and ISO dates. */
function useShown(): (
  field: string,
  value: unknown,
  label: string | null | undefined,
  currency: string | null | undefined,
) => string {
  const { t, i18n } = useTranslation(['app', 'common']);
  const format = useFormat();
  return (field, value, label, currency) => {
    if (label) return label;
    if (value === null || value === undefined || value === '') return '–';
    if (typeof value === 'boolean') return t(value ? 'common:filter.yes' : 'common:filter.no');
    // Who they are the server did not say: how many is at least something that people understand.
    if (Array.isArray(value)) {
      return value.some((one) => ID.test(String(one))) ? format.number(value.length) : value.join(', ');
    }
    if (typeof value === 'object') return JSON.stringify(value);
    const text = String(value);
    // A name, whatever it looks like.
    if (field === 'endName') return text;
    // Prices of one piece go below the cent; what has no more digits is shown as ever.
    if (currency) return format.money(text, currency, { exact: true });
    // A lead's budget is an answer in words.
    if (AMOUNTS.has(field) && DECIMAL.test(text)) return format.number(text);
    if (field === 'probability') return format.percent(Number(text));
    const language = field === 'language' && toLanguage(text);
    if (language) return LANGUAGE_NAMES[language];
    if (DAY.test(text)) return format.date(text);
    if (INSTANT.test(text)) return format.dateTime(text);
    const key = `app:code.${text}`;
    return CODE.test(text) && i18n.exists(key) ? t(key) : text;
  };
}

/** `ownerId`, `owner_id` and `owner` are one field to a reader. Keys of custom fields are what somebody made them. */
export function fieldKey(field: string): string {
  if (field.startsWith('custom.')) return field;
  return field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/Id$/, '');
}

function ChangeLine({ change }: { change: Change }) {
  const { t, i18n } = useTranslation('app');
  const shown = useShown();
  const name = fieldKey(change.field);
  const key = `field.${name}`;
  const field = i18n.exists(key, { ns: 'app' }) ? t(key) : change.field;
  const { before, after, beforeLabel, afterLabel, beforeCurrency, afterCurrency } = change;
  return (
    <Text size="sm" c="dimmed">
      {field}:{' '}
      {!blank(before) && (
        <>
          <del>{shown(name, before, beforeLabel, beforeCurrency)}</del> →{' '}
        </>
      )}
      <ins className={classes.after}>{shown(name, after, afterLabel, afterCurrency)}</ins>
    </Text>
  );
}
