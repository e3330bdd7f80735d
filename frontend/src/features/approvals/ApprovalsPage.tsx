import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useListSearch } from '@/app/useListSearch';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { ViewTabs } from '@/ui/ViewTabs';
import { ApprovalList } from './ApprovalList';
import { VIEWS, viewOf } from './views';

/** What waits for the viewer, what they asked for, and what has been decided about deals they see. */
export default function ApprovalsPage() {
  const { t } = useTranslation('approvals');
  const [search, change] = useListSearch();
  const view = viewOf(search.view);
  return (
    <>
      <PageHeader title={t('title')} />
      <ViewTabs
        label={t('view.label')}
        value={view}
        views={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        onChange={(next) => change({ view: next === 'waiting' ? undefined : next })}
      />
      <Suspense fallback={<SkeletonRows rows={8} />}>
        <ApprovalList key={view} view={view} />
      </Suspense>
    </>
  );
}
