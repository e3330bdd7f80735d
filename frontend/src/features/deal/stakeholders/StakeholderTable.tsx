import { Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Deal, keepOrder } from './model';
import { StakeholderRow } from './StakeholderRow';
import classes from './Stakeholders.module.css';
import type { StakeholderActions } from './useStakeholders';

interface Props {
  deal: Deal;
  actions: StakeholderActions;
  readOnly: boolean;
}

export const COLUMNS = ['contact', 'role', 'side', 'influence', 'loyalty', 'lastMetOn'] as const;

/**
 * Everybody with all that is known of them. In a narrow place each row becomes a card; the roles are spelled out
 * because a table that is laid out otherwise is none to a screen reader.
 */
export function StakeholderTable({ deal, actions, readOnly }: Props) {
  const { t } = useTranslation('stakeholders');
  const people = deal.stakeholders.nodes;
  const [order, setOrder] = useState(() => keepOrder([], people));
  const wanted = keepOrder(order, people);
  if (wanted.join() !== order.join()) setOrder(wanted);
  const byId = new Map(people.map((person) => [person.id, person]));

  return (
    <div className={classes.people}>
      <Table
        className={classes.table}
        role="table"
        aria-label={t('title')}
        verticalSpacing={6}
        horizontalSpacing={6}
      >
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {COLUMNS.map((column) => (
              <Table.Th key={column} role="columnheader" scope="col">
                {t(`app:field.${column}`)}
              </Table.Th>
            ))}
            <Table.Th role="columnheader" scope="col">
              <span className={classes.hidden}>{t('actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {wanted.flatMap((id) => {
            const person = byId.get(id);
            return person
              ? [
                  <StakeholderRow
                    key={id}
                    person={person}
                    primary={deal.primaryContact?.id === person.contact.id}
                    actions={actions}
                    readOnly={readOnly}
                  />,
                ]
              : [];
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
