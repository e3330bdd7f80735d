import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';

export default function BoardPage() {
  const { t } = useTranslation('board');
  return (
    <>
      <PageHeader title={t('title')} />
      <SkeletonRows rows={8} />
    </>
  );
}
