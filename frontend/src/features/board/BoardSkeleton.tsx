import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Board.module.css';

const COLUMNS = [4, 3, 3, 2, 1];

/** The board's shape. Appears after 150 ms: quick answers should not flicker. */
export function BoardSkeleton() {
  const { t } = useTranslation('common');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className={classes.board} role="status" aria-label={t('loading')}>
      {COLUMNS.map((cards, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike.
        <div key={column} className={classes.skeleton}>
          <Skeleton height={18} width="60%" />
          <Skeleton height={12} width="40%" mb={6} />
          {Array.from({ length: cards }, (_, card) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike.
            <Skeleton key={card} height={92} radius="md" />
          ))}
        </div>
      ))}
    </div>
  );
}
