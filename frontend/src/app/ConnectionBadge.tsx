import { Badge, Tooltip } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/relay/connection';
import { forgetUnreachable } from './errors';

const COLORS = { live: 'petrol.5', reconnecting: 'amber', offline: 'red' } as const;

/** Live / Reconnecting / Offline. Polite to screen readers, small for everybody else. */
export function ConnectionBadge() {
  const { t } = useTranslation('app');
  const state = useConnection();
  useEffect(() => {
    if (state === 'live') forgetUnreachable();
  }, [state]);
  return (
    <span role="status" aria-live="polite">
      {state !== 'connecting' && (
        <Tooltip label={t(`connection.${state}Hint`)}>
          <Badge
            variant={state === 'live' ? 'dot' : 'light'}
            color={COLORS[state]}
            visibleFrom={state === 'live' ? 'xs' : undefined}
          >
            {t(`connection.${state}`)}
          </Badge>
        </Tooltip>
      )}
    </span>
  );
}
