import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { DetailSearch } from '@/searchParams';
import type { Owner } from './Files';
import { FIRST, type Shown, shownIn, viewOf } from './shown';

/** Which files are shown. The address of a record's page says it; an activity has no page of its own. */
export function useShown(owner: Owner): [Shown, (shown: Shown) => void] {
  const search: DetailSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [own, setOwn] = useState(FIRST);
  const view = owner === 'activity' ? undefined : search.view;
  const inAddress = useMemo(() => shownIn(view), [view]);
  const write = useCallback(
    (shown: Shown) =>
      void navigate({
        to: '.',
        search: (old: DetailSearch) => ({ ...old, view: viewOf(shown) }),
        replace: true,
      }),
    [navigate],
  );
  return owner === 'activity' ? [own, setOwn] : [inAddress, write];
}
