import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { DetailSearch } from '@/searchParams';

/** The file that is open for reading. The address holds it, so a link opens it as well. */
export function useOpenFile(): [string | undefined, (id: string | undefined) => void] {
  const { file }: DetailSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const open = useCallback(
    (id: string | undefined) =>
      void navigate({ to: '.', search: (old: DetailSearch) => ({ ...old, file: id }), replace: true }),
    [navigate],
  );
  return [file, open];
}
