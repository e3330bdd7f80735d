import { Badge, Table } from '@mantine/core';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractTable_contract$key } from '@/__generated__/ContractTable_contract.graphql';
import type { ContractTable_contracts$key } from '@/__generated__/ContractTable_contracts.graphql';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import { StackedTable } from '@/ui/StackedTable';
import { RecordLink } from '../records/RecordLink';
import { FreshContext } from '../records/useFresh';
import { ContractStatusBadge } from './ContractStatusBadge';
import classes from './Contracts.module.css';

const COLUMNS = ['name', 'status', 'files', 'signedOn', 'updatedAt'] as const;

interface Props {
  contracts: ContractTable_contracts$key;
  label: string;
}

/** The packages of one deal. */
export function ContractTable({ contracts, label }: Props) {
  const { t } = useTranslation('contracts');
  const rows = useFragment(
    graphql`
      fragment ContractTable_contracts on ContractPackage @relay(plural: true) {
        id
        ...ContractTable_contract
      }
    `,
    contracts,
  );
  return (
    <StackedTable label={label} minWidth={520}>
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((column) => (
            <Table.Th key={column} scope="col">
              {t(`column.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.id} contract={row} />
        ))}
      </Table.Tbody>
    </StackedTable>
  );
}

function Row({ contract }: { contract: ContractTable_contract$key }) {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const fresh = useContext(FreshContext);
  const data = useFragment(
    graphql`
      fragment ContractTable_contract on ContractPackage {
        id
        version
        name
        status
        signedOn
        updatedAt
        files {
          isLatest
        }
      }
    `,
    contract,
  );
  const outdated = data.files.some(({ isLatest }) => !isLatest);
  return (
    <Table.Tr data-fresh={fresh.has(data.id) || undefined}>
      <Table.Td>
        <RecordLink kind="contract" id={data.id} fw={600}>
          {data.name}
        </RecordLink>
      </Table.Td>
      <Table.Td data-label={t('column.status')}>
        <ContractStatusBadge status={data.status} size="sm" />
      </Table.Td>
      <Table.Td data-label={t('column.files')}>
        {data.files.length}{' '}
        {outdated && (
          <Badge size="sm" variant="outline" color="orange" tt="none" className={classes.mark}>
            {t('newer')}
          </Badge>
        )}
      </Table.Td>
      <Table.Td data-label={t('column.signedOn')}>
        {data.signedOn ? format.date(data.signedOn) : '–'}
      </Table.Td>
      <Table.Td data-label={t('column.updatedAt')}>
        <DateText value={data.updatedAt} variant="relative" />
      </Table.Td>
    </Table.Tr>
  );
}
