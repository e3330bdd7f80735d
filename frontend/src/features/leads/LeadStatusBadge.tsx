import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Status } from './bant';
import classes from './Leads.module.css';

const COLOURS: Record<Status, string> = {
  NEW: 'cyan',
  WORKING: 'amber',
  QUALIFIED: 'green',
  DISQUALIFIED: 'gray',
  CONVERTED: 'petrol',
};

/** A dot carries the colour; coloured letters on a tint would fall below AA contrast. */
export function LeadStatusBadge({ status, size }: { status: Status; size?: 'sm' }) {
  const { t } = useTranslation('leads');
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
