import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './StackedTable.module.css';

interface Props {
  /** For screen readers. */
  label: string;
  /** How wide it has to be at least, where it is not on a phone. */
  minWidth: number;
  children: ReactNode;
}

/**
 * A short table that never scrolls sideways on a phone: there each row is a block. Cells with a `data-label` are
 * named by it; the first names the row, and a last one without a label holds what can be done with it.
 */
export function StackedTable({ label, minWidth, children }: Props) {
  return (
    <Table.ScrollContainer
      minWidth={0}
      className={classes.stacked}
      style={{ '--stacked-from': `${minWidth}px` }}
    >
      <Table aria-label={label}>{children}</Table>
    </Table.ScrollContainer>
  );
}
