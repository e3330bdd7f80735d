import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ListSearch } from '@/searchParams';

/** The list page's state in the URL; `change` merges, undefined removes. Going back leaves the page, not the last filter. */
export function useListSearch(): [ListSearch, (patch: Partial<ListSearch>) => void] {
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (patch: Partial<ListSearch>) =>
      void navigate({
        to: '.',
        search: (old: ListSearch) => ({
          ...old,
          ...patch,
          filter: patch.filter?.length === 0 ? undefined : (patch.filter ?? old.filter),
        }),
        replace: true,
      }),
    [navigate],
  );
  return [search, change];
}
