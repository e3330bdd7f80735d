import { Button, Collapse, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconFileDollar from '@tabler/icons-react/dist/esm/icons/IconFileDollar.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealProposalsQuery } from '@/__generated__/DealProposalsQuery.graphql';
import { Empty } from '@/ui/Empty';
import { useFields } from '../fields/definitions';
import { toText } from '../fields/values';
import { DealOrders } from '../orders/DealOrders';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRefetchOn } from '../records/useRefetchOn';
import { CreateProposalDialog } from './CreateProposalDialog';
import classes from './Proposals.module.css';
import { ProposalTable } from './ProposalTable';
import { isCurrent } from './status';
import { useCreateProposal } from './useCreateProposal';

const query = graphql`
  query DealProposalsQuery($id: ID!) {
    deal(id: $id) {
      id
      status
      viewerCanEdit
      proposals(first: 100, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
        nodes {
          id
          status
          archived
          ...ProposalTable_proposals
        }
      }
      archivedProposals: proposals(
        first: 100
        filter: { archived: { eq: true } }
        orderBy: [{ field: CREATED_AT, direction: DESC }]
      ) {
        nodes {
          id
          status
          archived
          ...ProposalTable_proposals
        }
      }
      ...DealOrders_deal
    }
  }
`;

interface Props {
  dealId: string;
  /** Grows with every event of a proposal or an order of the deal. */
  changes: number;
}

/** What was offered on the deal, what came of it, and what was ordered. */
export default function DealProposals({ dealId, changes }: Props) {
  const { t } = useTranslation('proposals');
  const navigate = useNavigate();
  const [opened, { toggle }] = useDisclosure(false);
  const list = useId();
  const [create, creating] = useCreateProposal();
  // What must be filled in and has no default is asked for first; else one press makes it.
  const asks = useFields('PROPOSAL').some(
    ({ required, defaultValue }) => required && toText(defaultValue) === null,
  );
  const [asking, setAsking] = useState(false);
  const { deal } = useLazyLoadQuery<DealProposalsQuery>(
    query,
    { id: dealId },
    { fetchPolicy: 'store-and-network' },
  );
  const refetch = useQuietRefetch<DealProposalsQuery>(query, { id: dealId });
  useRefetchOn(changes, refetch);
  if (!deal) return null;
  // One that was just put away is in the first list until the next read.
  const all = [
    ...new Map(
      [...deal.proposals.nodes, ...deal.archivedProposals.nodes].map((one) => [one.id, one]),
    ).values(),
  ];
  const current = all.filter(isCurrent);
  const inactive = all.filter((one) => !isCurrent(one));
  const mayCreate = deal.viewerCanEdit && deal.status === 'OPEN';
  const open = (proposalId: string) =>
    void navigate({ to: '/proposals/$proposalId', params: { proposalId } });
  const begin = async () => {
    if (asks) return setAsking(true);
    const proposalId = await create({ dealId });
    if (proposalId) open(proposalId);
  };
  const button = mayCreate && (
    <Button
      size="xs"
      loading={creating}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => void begin()}
    >
      {t('new')}
    </Button>
  );
  return (
    <>
      {all.length === 0 ? (
        <Empty title={t('none.title')} icon={IconFileDollar} action={button}>
          {t(mayCreate ? 'none.body' : 'none.closed')}
        </Empty>
      ) : (
        <>
          <div className={classes.heading}>
            <Title order={2} size="h5">
              {t('current')}
            </Title>
            {button}
          </div>
          <ProposalTable proposals={current} label={t('current')} onChanged={refetch} />
        </>
      )}
      {inactive.length > 0 && (
        <>
          <Button
            mt="sm"
            size="compact-sm"
            variant="subtle"
            aria-expanded={opened}
            aria-controls={list}
            onClick={toggle}
          >
            {t(opened ? 'inactive.hide' : 'inactive.show', { count: inactive.length })}
          </Button>
          <Collapse expanded={opened} id={list}>
            <ProposalTable proposals={inactive} label={t('inactive.label')} onChanged={refetch} />
          </Collapse>
        </>
      )}
      <DealOrders deal={deal} onChanged={refetch} />
      {asking && <CreateProposalDialog dealId={dealId} onClose={() => setAsking(false)} onCreated={open} />}
    </>
  );
}
