import { Button, Collapse, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSignature from '@tabler/icons-react/dist/esm/icons/IconSignature.mjs';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealContractsQuery } from '@/__generated__/DealContractsQuery.graphql';
import { Empty } from '@/ui/Empty';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRefetchOn } from '../records/useRefetchOn';
import classes from './Contracts.module.css';
import { ContractTable } from './ContractTable';
import { isCurrent } from './status';

const CreateContractDialog = lazy(async () => ({
  default: (await import('./CreateContractDialog')).CreateContractDialog,
}));

const query = graphql`
  query DealContractsQuery($id: ID!) {
    deal(id: $id) {
      id
      viewerCanEdit
      contractPackages(first: 100, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
        nodes {
          id
          status
          ...ContractTable_contracts
        }
      }
    }
  }
`;

interface Props {
  dealId: string;
  /** Grows with every event of a package, an approval or a file of the deal. */
  changes: number;
}

/** What is to be signed on the deal, and what was. */
export default function DealContracts({ dealId, changes }: Props) {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const [opened, { toggle }] = useDisclosure(false);
  const [creating, setCreating] = useState(false);
  const list = useId();
  const { deal } = useLazyLoadQuery<DealContractsQuery>(
    query,
    { id: dealId },
    { fetchPolicy: 'store-and-network' },
  );
  const refetch = useQuietRefetch<DealContractsQuery>(query, { id: dealId });
  useRefetchOn(changes, refetch);
  if (!deal) return null;
  const all = deal.contractPackages.nodes;
  const current = all.filter(isCurrent);
  const cancelled = all.filter((one) => !isCurrent(one));
  const button = deal.viewerCanEdit && (
    <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('new')}
    </Button>
  );
  return (
    <>
      {all.length === 0 ? (
        <Empty title={t('none.title')} icon={IconSignature} action={button}>
          {t('none.body')}
        </Empty>
      ) : (
        <>
          <div className={classes.heading}>
            <Title order={2} size="h5">
              {t('title')}
            </Title>
            {button}
          </div>
          {current.length > 0 && <ContractTable contracts={current} label={t('title')} />}
        </>
      )}
      {cancelled.length > 0 && (
        <>
          <Button
            mt="sm"
            size="compact-sm"
            variant="subtle"
            aria-expanded={opened}
            aria-controls={list}
            onClick={toggle}
          >
            {t(opened ? 'cancelled.hide' : 'cancelled.show', { count: cancelled.length })}
          </Button>
          <Collapse expanded={opened} id={list}>
            <ContractTable contracts={cancelled} label={t('cancelled.label')} />
          </Collapse>
        </>
      )}
      {creating && (
        <Suspense fallback={null}>
          <CreateContractDialog
            dealId={dealId}
            onClose={() => setCreating(false)}
            onCreated={(contractId) => {
              refetch();
              void navigate({ to: '/contracts/$contractId', params: { contractId } });
            }}
          />
        </Suspense>
      )}
    </>
  );
}
