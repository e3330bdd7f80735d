import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  ApprovalSubjectDetails_approval$data,
  ApprovalSubjectDetails_approval$key,
} from '@/__generated__/ApprovalSubjectDetails_approval.graphql';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import { RecordLink } from '../records/RecordLink';
import { ApprovalContract } from './ApprovalContract';
import { ApprovalProposal } from './ApprovalProposal';
import classes from './Approvals.module.css';

type Data = ApprovalSubjectDetails_approval$data;

/** What is to be decided, with the numbers as they were when it was asked. */
export function ApprovalSubjectDetails({ approval }: { approval: ApprovalSubjectDetails_approval$key }) {
  const { t } = useTranslation(['approvals', 'app']);
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment ApprovalSubjectDetails_approval on Approval {
        id
        version
        ...ApprovalContract_approval
        ...ApprovalProposal_approval
        subjectKind
        status
        message
        amount
        currency
        discountPercent
        margin
        requestedAt
        requestedBy {
          name
        }
        stage {
          id
          name
        }
        deal {
          id
          name
          account {
            id
            name
          }
          owner {
            id
            name
          }
          stage {
            id
            name
          }
        }
      }
    `,
    approval,
  );
  const { deal } = data;
  // Of two discounts on one line: more digits than anybody reads.
  const percent = (value: string) => `${format.decimal(Number(value).toFixed(2))} %`;
  return (
    <>
      <dl className={classes.facts}>
        {deal?.account && (
          <Fact label={t('app:field.account')}>
            <RecordLink kind="account" id={deal.account.id}>
              {deal.account.name}
            </RecordLink>
          </Fact>
        )}
        {data.amount != null && data.currency && (
          <Fact label={t('app:field.amount')} strong>
            <Money amount={data.amount} currency={data.currency} />
          </Fact>
        )}
        {data.discountPercent != null && (
          <Fact label={t('approvals:fact.discount')}>{percent(data.discountPercent)}</Fact>
        )}
        {data.margin != null && <Fact label={t('approvals:fact.margin')}>{percent(data.margin)}</Fact>}
        {deal && <Fact label={t('app:field.owner')}>{deal.owner.name}</Fact>}
        <Fact label={t('approvals:fact.askedBy')}>
          {data.requestedBy?.name ?? t('app:history.system')}{' '}
          <Text size="xs" c="dimmed" span>
            <DateText value={data.requestedAt} variant="relative" />
          </Text>
        </Fact>
      </dl>
      <SubjectDetails data={data} />
      {data.message && <p className={classes.said}>{data.message}</p>}
    </>
  );
}

/** What only subjects of this kind have to show. */
function SubjectDetails({ data }: { data: Data }) {
  const { t } = useTranslation('approvals');
  switch (data.subjectKind) {
    case 'STAGE_ENTRY':
      // Of one that has ended the deal may stand anywhere by now.
      if (data.status !== 'PENDING' || !data.deal) return null;
      return (
        <Text size="sm" mt={4}>
          {t('subject.entry', { from: data.deal.stage.name, to: data.stage?.name ?? '–' })}
        </Text>
      );
    case 'PROPOSAL':
      return <ApprovalProposal approval={data} />;
    case 'CONTRACT_PACKAGE':
      return <ApprovalContract approval={data} />;
    default:
      return null;
  }
}

function Fact({ label, strong, children }: { label: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd data-strong={strong || undefined}>{children}</dd>
    </div>
  );
}
