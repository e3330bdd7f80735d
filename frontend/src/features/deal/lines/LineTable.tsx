import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LineRow } from './LineRow';
import classes from './Lines.module.css';
import type { Line, LineActions } from './model';

interface Props {
  /** Id of what the lines are of. */
  list: string;
  lines: readonly Line[];
  currency: string;
  actions: LineActions;
  readOnly: boolean;
}

const NUMBERS = ['quantity', 'unitPrice', 'discountPercent', 'taxPercent', 'lineTotal'] as const;

/**
 * The lines in their order. In a narrow place each row becomes a card; the roles are spelled out because a table
 * that is laid out otherwise is none to a screen reader.
 */
export function LineTable({ list, lines, currency, actions, readOnly }: Props) {
  const { t } = useTranslation('lines');
  const onMove = (from: number, to: number) => {
    const line = lines[from];
    if (!line || to < 0 || to >= lines.length) return;
    announce(t('moved', { name: line.description, position: to + 1, count: lines.length }));
    void actions.move(from, to);
  };
  return (
    <div className={classes.lines}>
      <Table
        className={classes.table}
        role="table"
        aria-label={t('title')}
        verticalSpacing={6}
        horizontalSpacing={8}
      >
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            <Table.Th role="columnheader" scope="col">
              {t('app:field.description')}
            </Table.Th>
            {NUMBERS.map((column) => (
              <Table.Th key={column} role="columnheader" scope="col" ta="right">
                {t(`app:field.${column}`)}
              </Table.Th>
            ))}
            <Table.Th role="columnheader" scope="col">
              <span className={classes.hidden}>{t('actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {lines.map((line, index) => (
            <LineRow
              key={line.id}
              line={line}
              list={list}
              index={index}
              count={lines.length}
              currency={currency}
              actions={actions}
              readOnly={readOnly}
              onMove={onMove}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
