import { Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import type {
  ApprovalContract_approval$data,
  ApprovalContract_approval$key,
} from '@/__generated__/ApprovalContract_approval.graphql';
import type { ApprovalContractQuery } from '@/__generated__/ApprovalContractQuery.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { DateText } from '@/ui/DateText';
import contracts from '../contracts/Contracts.module.css';
import { PinnedFiles } from '../contracts/PinnedFiles';
import { noveltyOf, sinceLast } from '../contracts/sinceLast';
import { RecordLink } from '../records/RecordLink';
import classes from './Approvals.module.css';

type Contract = NonNullable<NonNullable<ApprovalContract_approval$data['subject']>['contract']>;

/** What is to be signed, each file a click away, and what is new in it since approval was asked for before. */
export function ApprovalContract({ approval }: { approval: ApprovalContract_approval$key }) {
  const { t } = useTranslation('contracts');
  const { status, requestedAt, subject } = useFragment(
    graphql`
      fragment ApprovalContract_approval on Approval {
        id
        version
        status
        requestedAt
        subject {
          __typename
          ... on ContractPackage @alias(as: "contract") {
            id
            name
            note
            ...PinnedFiles_contract
          }
        }
      }
    `,
    approval,
  );
  const contract = subject?.contract;
  if (!contract) return null;
  const plain = <Files contract={contract} />;
  return (
    <section className={classes.proposal} aria-label={t('labelled', { name: contract.name })}>
      <RecordLink kind="contract" id={contract.id} fw={600}>
        {contract.name}
      </RecordLink>
      {contract.note && (
        <Text size="sm" className={contracts.note}>
          {contract.note}
        </Text>
      )}
      {/* Of a run that has ended the package may have gone on since. */}
      {status === 'PENDING' ? (
        <ErrorBoundary fallback={plain}>
          <Suspense fallback={plain}>
            <Compared contract={contract} requestedAt={requestedAt} />
          </Suspense>
        </ErrorBoundary>
      ) : (
        plain
      )}
    </section>
  );
}

interface FilesProps {
  contract: Contract;
  since?: string;
}

function Files({ contract, since }: FilesProps) {
  const { t } = useTranslation('contracts');
  const [open, setOpen] = useState<string>();
  return <PinnedFiles contract={contract} label={t('files')} since={since} open={open} onOpen={setOpen} />;
}

/** The same with what is new: which runs there were before, the package's history tells. */
function Compared({ contract, requestedAt }: { contract: Contract; requestedAt: string }) {
  const { t } = useTranslation(['contracts', 'app']);
  const { contractPackage } = useLazyLoadQuery<ApprovalContractQuery>(
    graphql`
      query ApprovalContractQuery($id: ID!) {
        contractPackage(id: $id) {
          id
          files {
            file {
              id
              createdAt
            }
            version {
              createdAt
            }
          }
          history(first: 50, includeGrace: true) {
            edges {
              node {
                id
                kind
                at
                changes {
                  field
                }
              }
            }
          }
        }
      }
    `,
    { id: contract.id },
    { fetchPolicy: 'store-and-network', fetchKey: requestedAt },
  );
  const last = sinceLast(contractPackage?.history.edges.map(({ node }) => node) ?? []);
  const fresh =
    last &&
    (last.fields.length > 0 || contractPackage?.files.some((pin) => noveltyOf(pin, last.at) !== undefined));
  return (
    <>
      {last && (
        <Text size="xs" c="dimmed" component="div" mt={4}>
          {t(fresh ? 'contracts:since.label' : 'contracts:since.none')}{' '}
          <DateText value={last.at} variant="relative" />
          {last.fields.length > 0 &&
            `: ${last.fields.map((field) => t(`app:field.${field}`, { defaultValue: field })).join(', ')}`}
        </Text>
      )}
      <Files contract={contract} since={last?.at} />
    </>
  );
}
