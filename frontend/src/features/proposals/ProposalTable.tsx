import { ActionIcon, Badge, Menu, Table } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconArchiveOff from '@tabler/icons-react/dist/esm/icons/IconArchiveOff.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalTable_proposal$key } from '@/__generated__/ProposalTable_proposal.graphql';
import type { ProposalTable_proposals$key } from '@/__generated__/ProposalTable_proposals.graphql';
import { useCanWrite } from '@/app/viewer';
import { Money } from '@/ui/Money';
import { StackedTable } from '@/ui/StackedTable';
import { RecordLink } from '../records/RecordLink';
import { FreshContext } from '../records/useFresh';
import { ProposalStatusBadge } from './ProposalStatusBadge';
import { useProposalActions } from './useProposalActions';
import { useProposalName } from './useProposalName';
import { ValidUntil } from './ValidUntil';

const COLUMNS = ['name', 'status', 'net', 'total', 'validUntil'] as const;
const NUMBERS: ReadonlySet<string> = new Set(['net', 'total']);

interface Props {
  proposals: ProposalTable_proposals$key;
  label: string;
  onChanged: () => void;
}

/** A few proposals of one deal. */
export function ProposalTable({ proposals, label, onChanged }: Props) {
  const { t } = useTranslation('proposals');
  const rows = useFragment(
    graphql`
      fragment ProposalTable_proposals on Proposal @relay(plural: true) {
        id
        ...ProposalTable_proposal
      }
    `,
    proposals,
  );
  if (rows.length === 0) return null;
  return (
    <StackedTable label={label} minWidth={560}>
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((column) => (
            <Table.Th key={column} scope="col" ta={NUMBERS.has(column) ? 'right' : undefined}>
              {t(`column.${column}`)}
            </Table.Th>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.id} proposal={row} onChanged={onChanged} />
        ))}
      </Table.Tbody>
    </StackedTable>
  );
}

function Row({ proposal, onChanged }: { proposal: ProposalTable_proposal$key; onChanged: () => void }) {
  const { t } = useTranslation(['proposals', 'common']);
  const nameOf = useProposalName();
  const canWrite = useCanWrite();
  const fresh = useContext(FreshContext);
  const data = useFragment(
    graphql`
      fragment ProposalTable_proposal on Proposal {
        id
        version
        number
        revision
        status
        archived
        actions
        currency
        net
        total
        validUntil
      }
    `,
    proposal,
  );
  const { archive, restore } = useProposalActions(data.id);
  const name = nameOf(data);
  const { archived } = data;
  const canArchive = !archived && data.actions.includes('ARCHIVE');
  const act = async () => {
    await (archived ? restore() : archive(name));
    onChanged();
  };
  return (
    <Table.Tr data-fresh={fresh.has(data.id) || undefined}>
      <Table.Td>
        <RecordLink kind="proposal" id={data.id} fw={600}>
          {name}
        </RecordLink>
      </Table.Td>
      <Table.Td data-label={t('proposals:column.status')}>
        {archived ? (
          <Badge variant="default" size="sm">
            {t('proposals:archived')}
          </Badge>
        ) : (
          <ProposalStatusBadge status={data.status} size="sm" />
        )}
      </Table.Td>
      <Table.Td data-label={t('proposals:column.net')} ta="right">
        <Money amount={data.net} currency={data.currency} />
      </Table.Td>
      <Table.Td data-label={t('proposals:column.total')} ta="right">
        <Money amount={data.total} currency={data.currency} />
      </Table.Td>
      <Table.Td data-label={t('proposals:column.validUntil')}>
        <ValidUntil day={data.validUntil} status={data.status} />
      </Table.Td>
      <Table.Td>
        {canWrite && (archived || canArchive) && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('proposals:more', { name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={
                  archived ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />
                }
                onClick={() => void act()}
              >
                {t(archived ? 'common:action.restore' : 'proposals:action.ARCHIVE')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
