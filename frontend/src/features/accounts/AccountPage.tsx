import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';

export default function AccountPage() {
  const { t } = useTranslation('accounts');
  return (
    <>
      <PageHeader title={t('title')} />
      <SkeletonRows rows={8} />
    </>
  );
}
