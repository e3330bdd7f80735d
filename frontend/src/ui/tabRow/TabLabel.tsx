import type { ReactNode } from 'react';
import { useFormat } from '@/i18n/format';

/** A tab's name with how many there are. */
export function TabLabel({ count, children }: { count: number; children: ReactNode }) {
  const format = useFormat();
  return (
    <>
      {children} {count > 0 && <span className="ds-number">({format.number(count)})</span>}
    </>
  );
}
