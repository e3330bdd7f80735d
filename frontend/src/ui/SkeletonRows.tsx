import { Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  rows?: number;
  height?: number;
  /** Also the shape of a page's title. */
  header?: boolean;
}

/** Placeholder of a list. Appears after 150 ms: quick answers should not flicker. */
export function SkeletonRows({ rows = 6, height = 36, header = false }: Props) {
  const { t } = useTranslation('common');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <Stack gap="xs" px="var(--ds-gutter)" py="md" role="status" aria-label={t('loading')}>
      {header && <Skeleton height={28} width={220} mb="sm" />}
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <Skeleton key={index} height={height} />
      ))}
    </Stack>
  );
}
