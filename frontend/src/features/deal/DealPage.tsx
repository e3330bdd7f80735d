import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';

export default function DealPage() {
  const { t } = useTranslation('deals');
  return (
    <>
      <PageHeader title={t('title')} />
      <SkeletonRows rows={8} />
    </>
  );
}
