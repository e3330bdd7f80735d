import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  status: 'OPEN' | 'WON' | 'LOST' | 'INACTIVE';
}

const COLOURS = { OPEN: 'petrol', WON: 'green', LOST: 'red', INACTIVE: 'gray' };

/** A dot carries the colour; coloured letters on a tint would fall below AA contrast. */
export function StatusBadge({ status }: Props) {
  const { t } = useTranslation('deals');
  return (
    <Badge
      variant="default"
      leftSection={
        <span
          aria-hidden
          style={{
            display: 'block',
            width: 8,
            height: 8,
            borderRadius: 4,
            background: `var(--mantine-color-${COLOURS[status]}-6)`,
          }}
        />
      }
    >
      {t(`status.${status}`)}
    </Badge>
  );
}
