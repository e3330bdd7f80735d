import { Text } from '@mantine/core';
import IconCloudOff from '@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/relay/connection';
import classes from './Frame.module.css';

/** Above the page while nothing can be saved: what still works, and that nothing typed is lost. */
export function OfflineNotice() {
  const { t } = useTranslation('app');
  const state = useConnection();
  if (state !== 'offline') return null;
  return (
    <div className={classes.offline} role="alert">
      <IconCloudOff size={18} aria-hidden />
      <Text size="sm">{t('connection.offlineNotice')}</Text>
    </div>
  );
}
