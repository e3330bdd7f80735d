import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { DetailSearch } from '@/searchParams';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** This entry came to be when a file was opened: the one before is the same page without it. */
    readsFile?: boolean;
  }
}

/**
 * The file that is open for reading. The address holds it, so a link opens it as well; the browser's Back closes it,
 * as one does on a phone.
 */
export function useOpenFile(): [string | undefined, (id: string | undefined) => void] {
  const { file }: DetailSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const { history } = useRouter();
  const open = useCallback(
    (id: string | undefined) => {
      if (!id && history.location.state.readsFile) return history.back();
      const opened = file === undefined && id !== undefined;
      void navigate({
        to: '.',
        search: (old: DetailSearch) => ({ ...old, file: id }),
        // From file to file is no step that one wants to go back.
        replace: !opened,
        state: opened ? { readsFile: true } : true,
      });
    },
    [file, history, navigate],
  );
  return [file, open];
}
