import { type ReactNode, useMemo } from 'react';
import { useViewer, ViewerContext } from '@/app/viewer';

/** Of a record that is part of another one nothing can be changed any more, by nobody: below it everybody only reads. */
export function ReadOnly({ when, children }: { when: boolean; children: ReactNode }) {
  const viewer = useViewer();
  const value = useMemo(() => (when ? { ...viewer, role: 'VIEWER' as const } : viewer), [when, viewer]);
  return <ViewerContext value={value}>{children}</ViewerContext>;
}
