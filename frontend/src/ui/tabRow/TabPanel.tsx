import { Tabs } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { SkeletonRows } from '../SkeletonRows';

/** What a record's tab holds: it may still be on its way, and what fails in it leaves the record standing. */
export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Panel value={value}>
      <ErrorBoundary>
        <Suspense fallback={<SkeletonRows rows={4} />}>{children}</Suspense>
      </ErrorBoundary>
    </Tabs.Panel>
  );
}
