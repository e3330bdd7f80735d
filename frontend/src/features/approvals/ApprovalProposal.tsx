import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  ApprovalProposal_approval$data,
  ApprovalProposal_approval$key,
} from '@/__generated__/ApprovalProposal_approval.graphql';
import { signed } from '@/features/proposals/money';
import { useFormat } from '@/i18n/format';
import { Money } from '@/ui/Money';
import classes from './Approvals.module.css';

type Proposal = Extract<ApprovalProposal_approval$data['subject'], { readonly __typename: 'Proposal' }>;
type Line = Proposal['lines'][number];
type Kind = NonNullable<Proposal['comparison']>['lines'][number]['kind'];

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

const COLOURS: Partial<Record<Kind, string>> = { ADDED: 'petrol', CHANGED: 'amber', REMOVED: 'red' };

/** What a proposal offers, and what is new in it since its last version. */
export function ApprovalProposal({ approval }: { approval: ApprovalProposal_approval$key }) {
  const { t } = useTranslation(['approvals', 'app']);
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
              }
              netDifference
              fields {
                field
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
  const { number, revision, currency, net, discountPercent, discount, comparison } = subject;
  const difference = comparison && signed(comparison.netDifference);
  return (
    <section className={classes.proposal} aria-label={t('approvals:proposal.label', { number })}>
      <Text size="sm" component="div">
        {t('approvals:proposal.version', { number, revision })} · {t('approvals:proposal.net')}{' '}
        <strong>
          <Money amount={net} currency={currency} />
        </strong>
      </Text>
      {comparison && difference && (
        <Text size="xs" c="dimmed" component="div">
          {t('approvals:proposal.since', { revision: comparison.from.revision })} {difference.sign}
          <Money amount={difference.amount} currency={currency} />
          {comparison.fields.length > 0 &&
            ` · ${t('approvals:proposal.also', {
              list: comparison.fields
                .map(({ field }) => t(`app:field.${field}`, { defaultValue: field }))
                .join(', '),
            })}`}
        </Text>
      )}
      <ul className={classes.lines}>
        {rowsOf(subject).map(({ key, kind, line, before }) => (
          <li key={key} data-kind={kind}>
            <div className={classes.lineText}>
              <Text size="sm" span td={kind === 'REMOVED' ? 'line-through' : undefined}>
                {line.description}
              </Text>{' '}
              {kind !== 'SAME' && (
                <Badge size="xs" variant="light" color={COLOURS[kind]} tt="none">
                  {t(`approvals:proposal.kind.${kind}`)}
                </Badge>
              )}
              <Text size="xs" c="dimmed" component="div">
                <Terms line={line} currency={currency} />
                {before && (
                  <>
                    {' · '}
                    {t('approvals:proposal.before')} <Terms line={before} currency={currency} />
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
