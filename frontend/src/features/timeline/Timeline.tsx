import { Chip } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ComponentType, Suspense, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import type { DetailSearch } from '@/searchParams';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { chosenKinds, type Kind, kindsOf, type Owner, viewOf } from './entries';
import classes from './Timeline.module.css';

export interface Props {
  id: string;
  /** Grows with every event that may stand here, and when events may have been missed. */
  changes: number;
}

export interface PagesProps extends Props {
  owner: Owner;
  /** Null is all of them. */
  kinds: readonly Kind[] | null;
  /** Grows when somebody tries again. */
  attempt: number;
  onShowAll: () => void;
}

/** A timeline below its filter; the address holds what it shows only. */
export function Timeline({
  owner,
  pages: Pages,
  ...props
}: Props & { owner: Owner; pages: ComponentType<PagesProps> }) {
  const { t } = useTranslation('timeline');
  const search: DetailSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [attempt, setAttempt] = useState(0);
  const chosen = useMemo(() => chosenKinds(search.view, owner), [search.view, owner]);
  const choose = (kinds: readonly string[]) =>
    void navigate({
      to: '.',
      search: (old: DetailSearch) => ({ ...old, view: viewOf(kinds) }),
      replace: true,
    });
  // The chips answer at once; the entries stay until the others are there.
  const shown = useDeferredValue(chosen);
  return (
    <>
      <fieldset className={classes.filter} aria-label={t('filter')}>
        <Chip.Group multiple value={[...chosen]} onChange={choose}>
          {kindsOf(owner).map((kind) => (
            <Chip key={kind} value={kind} size="xs" variant="light">
              {t(`kind.${kind}`)}
            </Chip>
          ))}
        </Chip.Group>
      </fieldset>
      <ErrorBoundary onRetry={() => setAttempt((old) => old + 1)}>
        <Suspense fallback={<SkeletonRows rows={5} height={52} />}>
          <div aria-busy={shown !== chosen}>
            <Pages
              {...props}
              owner={owner}
              kinds={shown.length > 0 ? shown : null}
              attempt={attempt}
              onShowAll={() => choose([])}
            />
          </div>
        </Suspense>
      </ErrorBoundary>
    </>
  );
}
