import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Proposals.module.css';
import type { Status } from './status';

const COLOURS: Record<Status, string> = {
  DRAFT: 'gray',
  IN_APPROVAL: 'amber',
  APPROVED: 'cyan',
  SENT: 'petrol',
  ACCEPTED: 'green',
  DECLINED: 'red',
  REJECTED: 'red',
  EXPIRED: 'orange',
  SUPERSEDED: 'gray',
};

/** A dot carries the colour; coloured letters on a tint would fall below AA contrast. */
export function ProposalStatusBadge({ status, size }: { status: Status; size?: 'sm' }) {
  const { t } = useTranslation('proposals');
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
