import { Anchor, Badge, Group, Text } from '@mantine/core';
import IconEqual from '@tabler/icons-react/dist/esm/icons/IconEqual.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ComparisonQuery } from '@/__generated__/ComparisonQuery.graphql';
import { useFormat } from '@/i18n/format';
import { Money } from '@/ui/Money';
import { Markdown } from '../activities/Markdown';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRefetchOn } from '../records/useRefetchOn';
import {
  type Compared,
  type ComparedLine,
  changedIn,
  isAlike,
  LINE_FIELDS,
  type LineDifference,
  type LineField,
  unchanged,
} from './comparison';
import { FieldLabel, FieldValue } from './FieldValue';
import { signed } from './money';
import classes from './Proposals.module.css';
import { useProposalName } from './useProposalName';

const query = graphql`
  query ComparisonQuery($id: ID!, $with: ID) {
    proposal(id: $id) {
      id
      comparison(with: $with) {
        netDifference
        totalDifference
        from {
          id
          version
          number
          revision
          currency
          net
          total
        }
        to {
          id
          version
          number
          revision
          currency
          net
          total
        }
        fields {
          field
          before
          after
        }
        lines {
          kind
          fields
          before {
            id
            version
            description
            quantity
            unitPrice
            discountPercent
            taxPercent
            total
          }
          after {
            id
            version
            description
            quantity
            unitPrice
            discountPercent
            taxPercent
            total
          }
        }
      }
    }
  }
`;

interface Props {
  id: string;
  other: string;
  changes: number;
}

/** Two versions side by side; on a phone one below the other. What differs is said in words too. */
export function Comparison({ id, other, changes }: Props) {
  const variables = { id, with: other };
  const { proposal } = useLazyLoadQuery<ComparisonQuery>(query, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefetchOn(changes, useQuietRefetch<ComparisonQuery>(query, variables));
  return proposal?.comparison && <Loaded compared={proposal.comparison} />;
}

function Loaded({ compared }: { compared: Compared }) {
  const { t } = useTranslation(['proposals', 'app']);
  const [all, setAll] = useState(false);
  const nameOf = useProposalName();
  const { from, to, fields, lines } = compared;
  const named = (one: Compared['from']) =>
    from.number === to.number ? t('proposals:version', { revision: one.revision }) : nameOf(one);
  const names = [named(from), named(to)] as const;
  const same = unchanged(lines);
  const shown = all ? lines : lines.filter(({ kind }) => kind !== 'SAME');
  return (
    <div className={classes.comparison}>
      <div className={classes.pair} data-head>
        {[from, to].map((one, index) => (
          <Anchor
            key={one.id}
            fw={600}
            size="sm"
            renderRoot={(props) => (
              <Link {...props} to="/proposals/$proposalId" params={{ proposalId: one.id }} />
            )}
          >
            {names[index]}
          </Anchor>
        ))}
      </div>
      {isAlike(compared) && <Text size="sm">{t('proposals:comparison.alike')}</Text>}
      <ul className={classes.differences} aria-label={t('proposals:comparison.lines')}>
        {shown.map((line) => (
          <LinePair
            key={`${line.before?.id} ${line.after?.id}`}
            line={line}
            names={names}
            currencies={[from.currency, to.currency]}
          />
        ))}
        {fields.map(({ field, before, after }) => (
          <li key={field}>
            <Group gap="xs" mb={4}>
              <Kind kind="CHANGED" />
              <Text size="sm" fw={600} span>
                <FieldLabel field={field} />
              </Text>
            </Group>
            <Pair names={names}>
              {[before, after].map((value, index) => (
                <FieldShown key={names[index]} field={field} value={value} />
              ))}
            </Pair>
          </li>
        ))}
      </ul>
      {same > 0 && (
        <Anchor component="button" type="button" size="sm" onClick={() => setAll(!all)}>
          {t(all ? 'proposals:comparison.hideSame' : 'proposals:comparison.showSame', { count: same })}
        </Anchor>
      )}
      <Sums compared={compared} names={names} />
    </div>
  );
}

function FieldShown({ field, value }: { field: string; value: unknown }) {
  if ((field === 'intro' || field === 'terms') && typeof value === 'string') return <Markdown text={value} />;
  return (
    <Text size="sm" component="div">
      <FieldValue field={field} value={value} />
    </Text>
  );
}

const ICONS = { ADDED: IconPlus, REMOVED: IconMinus, CHANGED: IconPencil, SAME: IconEqual };

function Kind({ kind }: { kind: LineDifference['kind'] }) {
  const { t } = useTranslation('proposals');
  const KindIcon = ICONS[kind];
  return (
    <Badge size="sm" variant="default" leftSection={<KindIcon size={12} aria-hidden />}>
      {t(`comparison.kind.${kind}`)}
    </Badge>
  );
}

/** Two values beside each other, each below the name of its version where they stand one below the other. */
function Pair({ names, children }: { names: readonly [string, string]; children: readonly ReactNode[] }) {
  return (
    <div className={classes.pair}>
      {names.map((name, index) => (
        <div key={name}>
          <span className={classes.of}>{name}</span>
          {children[index]}
        </div>
      ))}
    </div>
  );
}

interface LineProps {
  line: LineDifference;
  names: readonly [string, string];
  currencies: readonly [string, string];
}

function LinePair({ line, names, currencies }: LineProps) {
  const { t } = useTranslation('proposals');
  const { kind, before, after } = line;
  const changed = changedIn(line);
  const side = (one: ComparedLine | null | undefined, currency: string) =>
    one ? (
      <LineShown line={one} currency={currency} changed={changed} />
    ) : (
      <Text size="sm" c="dimmed">
        {t('comparison.absent')}
      </Text>
    );
  return (
    <li data-kind={kind}>
      <Group gap="xs" mb={4} wrap="nowrap" align="flex-start">
        <Kind kind={kind} />
        <Text size="sm" fw={600} span>
          {(after ?? before)?.description}
        </Text>
      </Group>
      <Pair names={names}>{[side(before, currencies[0]), side(after, currencies[1])]}</Pair>
    </li>
  );
}

interface ShownProps {
  line: ComparedLine;
  currency: string;
  changed: ReadonlySet<string>;
}

function LineShown({ line, currency, changed }: ShownProps) {
  const { t } = useTranslation(['proposals', 'lines', 'app']);
  const format = useFormat();
  const shown: Record<LineField, ReactNode> = {
    quantity: format.decimal(line.quantity),
    unitPrice: <Money amount={line.unitPrice} currency={currency} exact />,
    discountPercent: t('lines:percent', { value: format.decimal(line.discountPercent) }),
    taxPercent: t('lines:percent', { value: format.decimal(line.taxPercent) }),
    total: <Money amount={line.total} currency={currency} />,
  };
  return (
    <dl className={classes.figures}>
      {changed.has('description') && (
        <div data-changed>
          <dt>{t('app:field.description')}</dt>
          <dd>{line.description}</dd>
        </div>
      )}
      {LINE_FIELDS.map((field) => (
        <div key={field} data-changed={changed.has(field) || undefined}>
          <dt>{t(`app:field.${field === 'total' ? 'lineTotal' : field}`)}</dt>
          <dd className="ds-number">{shown[field]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Sums({ compared, names }: { compared: Compared; names: readonly [string, string] }) {
  const { t } = useTranslation('proposals');
  const { from, to, netDifference, totalDifference } = compared;
  const differences = { net: netDifference, total: totalDifference };
  return (
    <div className={classes.sums}>
      <Pair names={names}>
        {[from, to].map((one) => (
          <dl key={one.id} className={classes.figures}>
            {(['net', 'total'] as const).map((field) => (
              <div key={field}>
                <dt>{t(`totals.${field}`)}</dt>
                <dd>
                  <Money amount={one[field]} currency={one.currency} />
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </Pair>
      {from.currency === to.currency &&
        (['net', 'total'] as const).map((field) => {
          const { sign, amount } = signed(differences[field]);
          return (
            <Text key={field} size="sm" fw={600}>
              {t(`comparison.difference.${field}`)} {sign}
              <Money amount={amount} currency={to.currency} />
            </Text>
          );
        })}
    </div>
  );
}
