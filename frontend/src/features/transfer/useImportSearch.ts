import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ImportSearch } from '@/searchParams';

/** Where the import is; each step is one back in the browser's history. */
export function useImportSearch(): [ImportSearch, (patch: ImportSearch) => void] {
  const search: ImportSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (patch: ImportSearch) =>
      void navigate({
        to: '/import',
        search: (old: ImportSearch) => ({ ...old, ...patch }),
        replace: patch.step === undefined,
      }),
    [navigate],
  );
  return [search, change];
}
