import { Badge, Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  ApprovalProposal_approval$data,
  ApprovalProposal_approval$key,
} from '@/__generated__/ApprovalProposal_approval.graphql';
import { FieldLabel, FieldValue } from '@/features/proposals/FieldValue';
import { signed } from '@/features/proposals/money';
import { useFormat } from '@/i18n/format';
import { Money } from '@/ui/Money';
import { RecordLink } from '../records/RecordLink';
import classes from './Approvals.module.css';

type Proposal = Extract<ApprovalProposal_approval$data['subject'], { readonly __typename: 'Proposal' }>;
type Comparison = NonNullable<Proposal['comparison']>;
type Line = Proposal['lines'][number];
type Kind = Comparison['lines'][number]['kind'];

interface Row {
  key: string;
  kind: Kind;
  line: Line;
  /** As it was in the version before, where that differs. */
  before?: Line;
}

/** The lines as they are offered; with those of the version before, what differs between the two is told. */
function rowsOf({ lines, comparison }: Proposal): Row[] {
  if (!comparison) return lines.map((line) => ({ key: line.id, kind: 'SAME', line }));
  return comparison.lines.flatMap(({ kind, before, after }): Row[] => {
    const line = after ?? before;
    return line
      ? [{ key: line.id, kind, line, before: kind === 'CHANGED' ? (before ?? undefined) : undefined }]
      : [];
  });
}

/** Too long to be told in a line. */
const TEXTS: ReadonlySet<string> = new Set(['intro', 'terms']);

const COLOURS: Partial<Record<Kind, string>> = { ADDED: 'petrol', CHANGED: 'amber', REMOVED: 'red' };

/** What a proposal offers, and what is new in it since its last version. */
export function ApprovalProposal({ approval }: { approval: ApprovalProposal_approval$key }) {
  const { t } = useTranslation('approvals');
  const format = useFormat();
  const { subject } = useFragment(
    graphql`
      fragment ApprovalProposal_approval on Approval {
        subject {
          __typename
          ... on Proposal {
            id
            version
            number
            revision
            currency
            discountPercent
            discount
            net
            total
            margin
            lines {
              id
              description
              quantity
              unitPrice
              discountPercent
              total
            }
            comparison {
              from {
                id
                revision
                margin
              }
              netDifference
              fields {
                field
                before
                after
              }
              lines {
                kind
                before {
                  id
                  description
                  quantity
                  unitPrice
                  discountPercent
                  total
                }
                after {
                  id
                  description
                  quantity
                  unitPrice
                  discountPercent
                  total
                }
              }
            }
          }
        }
      }
    `,
    approval,
  );
  if (subject?.__typename !== 'Proposal') return null;
  const { id, number, revision, currency, net, total, discountPercent, discount, comparison } = subject;
  return (
    <section className={classes.proposal} aria-label={t('proposal.label', { number })}>
      <Text size="sm" component="div">
        <RecordLink kind="proposal" id={id} fw={600}>
          {t('proposal.version', { number, revision })}
        </RecordLink>{' '}
        · {t('proposal.net')}{' '}
        <strong>
          <Money amount={net} currency={currency} />
        </strong>{' '}
        · {t('proposal.total')} <Money amount={total} currency={currency} />
      </Text>
      {comparison && <Since proposal={subject} comparison={comparison} />}
      <ul className={classes.lines}>
        {rowsOf(subject).map(({ key, kind, line, before }) => (
          <li key={key} data-kind={kind}>
            <div className={classes.lineText}>
              <Text size="sm" span td={kind === 'REMOVED' ? 'line-through' : undefined}>
                {line.description}
              </Text>{' '}
              {kind !== 'SAME' && (
                <Badge size="xs" variant="light" color={COLOURS[kind]} tt="none">
                  {t(`proposal.kind.${kind}`)}
                </Badge>
              )}
              <Text size="xs" c="dimmed" component="div">
                <Terms line={line} currency={currency} />
                {before && (
                  <>
                    {' · '}
                    {t('proposal.before')} <Terms line={before} currency={currency} />
                  </>
                )}
              </Text>
            </div>
            <Text size="sm" component="div">
              <Money amount={line.total} currency={currency} />
            </Text>
          </li>
        ))}
        {Number(discountPercent) > 0 && (
          <li>
            <Text size="sm" component="div">
              {t('approvals:proposal.discount')}{' '}
              <span className="ds-number">{format.decimal(discountPercent)} %</span>
            </Text>
            <Text size="sm" component="div">
              −<Money amount={discount} currency={currency} />
            </Text>
          </li>
        )}
      </ul>
    </section>
  );
}

/** How much the version before came to less or more, and what besides the lines is not as it was. */
function Since({ proposal, comparison }: { proposal: Proposal; comparison: Comparison }) {
  const { t } = useTranslation('approvals');
  const format = useFormat();
  const { from, fields, netDifference } = comparison;
  const difference = signed(netDifference);
  const changed = fields.map(({ field, before, after }) => (
    <Fragment key={field}>
      <FieldLabel field={field} />
      {!TEXTS.has(field) && (
        <>
          {' '}
          <FieldValue field={field} value={before} /> → <FieldValue field={field} value={after} />
        </>
      )}
    </Fragment>
  ));
  if (from.margin != null && proposal.margin != null && from.margin !== proposal.margin) {
    changed.push(
      <Fragment key="margin">
        {t('approvals:fact.margin')} {format.decimal(from.margin)} % → {format.decimal(proposal.margin)} %
      </Fragment>,
    );
  }
  return (
    <Text size="xs" c="dimmed" component="div">
      {t('approvals:proposal.since', { revision: from.revision })} {difference.sign}
      <Money amount={difference.amount} currency={proposal.currency} />
      {changed.length > 0 && ` · ${t('approvals:proposal.also')} `}
      {changed.map((one, index) => (
        <Fragment key={one.key}>
          {index > 0 && ', '}
          {one}
        </Fragment>
      ))}
    </Text>
  );
}

/** 3 × €100, −10 % */
function Terms({ line, currency }: { line: Line; currency: string }) {
  const format = useFormat();
  const discount = Number(line.discountPercent) > 0 ? `, −${format.decimal(line.discountPercent)} %` : '';
  return (
    <span className="ds-number">
      {format.decimal(line.quantity)} × {format.money(line.unitPrice, currency, { exact: true })}
      {discount}
    </span>
  );
}
