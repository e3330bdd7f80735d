import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/ui/Empty';

/** An import writes many records at once, for others too: not everybody's to do. */
export function NotAllowed() {
  const { t } = useTranslation('transfer');
  return (
    <Empty icon={IconLock} title={t('notAllowed.title')}>
      {t('notAllowed.body')}
    </Empty>
  );
}
