import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../proposals/Proposals.module.css';
import type { Status } from './status';

const COLOURS: Record<Status, string> = {
  DRAFT: 'gray',
  IN_APPROVAL: 'amber',
  APPROVED: 'cyan',
  REJECTED: 'red',
  SIGNED: 'green',
  CANCELLED: 'gray',
};

/** A dot carries the colour; coloured letters on a tint would fall below AA contrast. */
export function ContractStatusBadge({ status, size }: { status: Status; size?: 'sm' }) {
  const { t } = useTranslation('contracts');
  return (
    <Badge
      size={size}
      variant="default"
      leftSection={
        <span
          aria-hidden
          className={classes.dot}
          style={{ background: `var(--mantine-color-${COLOURS[status]}-6)` }}
        />
      }
    >
      {t(`status.${status}`)}
    </Badge>
  );
}
