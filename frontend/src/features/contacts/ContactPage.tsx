import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';

export default function ContactPage() {
  const { t } = useTranslation('contacts');
  return (
    <>
      <PageHeader title={t('title')} />
      <SkeletonRows rows={8} />
    </>
  );
}
