import { Alert, Switch, Table, Text } from '@mantine/core';
import IconMailOff from '@tabler/icons-react/dist/esm/icons/IconMailOff.mjs';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { NotificationPreferencesQuery } from '@/__generated__/NotificationPreferencesQuery.graphql';
import { KINDS } from '@/features/notifications/line';
import { KIND_ICONS } from '@/features/notifications/NotificationRow';
import { StackedTable } from '@/ui/StackedTable';
import { Panel } from '../Panel';
import classes from './NotificationPreferences.module.css';
import { useSetPreference, WAYS } from './useSetPreference';

/** Of what one is told, and how: saved with each click. */
export default function NotificationPreferences() {
  const { t } = useTranslation(['notifications', 'settings']);
  const why = useId();
  const { notificationPreferences: preferences, emailAvailable } =
    useLazyLoadQuery<NotificationPreferencesQuery>(
      graphql`
        query NotificationPreferencesQuery {
          emailAvailable
          notificationPreferences {
            kind
            inbox
            email
          }
        }
      `,
      {},
      { fetchPolicy: 'store-and-network' },
    );
  const set = useSetPreference(preferences);

  return (
    <Panel title={t('settings:section.notifications')} hint={t('notifications:preferences.hint')}>
      {!emailAvailable && (
        <Alert id={why} color="gray" icon={<IconMailOff size={18} />} mb="md">
          {t('notifications:preferences.noEmail')}
        </Alert>
      )}
      <StackedTable label={t('settings:section.notifications')} minWidth={480}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('notifications:preferences.kind')}</Table.Th>
            {WAYS.map((way) => (
              <Table.Th key={way} w={120}>
                {t(`notifications:preferences.${way}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {KINDS.map((kind) => {
            const wanted = preferences.find((one) => one.kind === kind);
            const KindIcon = KIND_ICONS[kind];
            if (!wanted) return null;
            return (
              <Table.Tr key={kind}>
                <Table.Td>
                  <div className={classes.kind}>
                    <KindIcon size={18} stroke={1.7} aria-hidden />
                    <div>
                      <Text size="sm" fw={600}>
                        {t(`notifications:kind.${kind}`)}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {t(`notifications:preferences.about.${kind}`)}
                      </Text>
                    </div>
                  </div>
                </Table.Td>
                {WAYS.map((way) => {
                  const label = t(`notifications:preferences.${way}`);
                  const off = way === 'email' && !emailAvailable;
                  return (
                    <Table.Td key={way} data-label={label}>
                      <Switch
                        className={classes.switch}
                        aria-label={`${t(`notifications:kind.${kind}`)}: ${label}`}
                        aria-describedby={off ? why : undefined}
                        disabled={off}
                        checked={wanted[way]}
                        onChange={(event) => set({ ...wanted, [way]: event.currentTarget.checked })}
                      />
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </StackedTable>
    </Panel>
  );
}
