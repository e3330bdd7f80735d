import { type ReactNode, Suspense, useCallback, useDeferredValue, useRef, useState } from 'react';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { type Chosen, NotificationFilters } from './NotificationFilters';
import { NotificationList } from './NotificationList';
import classes from './Notifications.module.css';
import { type ListKeys, useListKeys } from './useListKeys';
import { type Markable, useMark } from './useMark';

/** The panel gives the keyboard to its frame as it opens. */
const AFTER_OPENING = 40;

interface Props {
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  /** What stands above the filter, with the way to mark everything. */
  head: (markAll: () => void) => ReactNode;
  /** The keyboard begins at the first line once there is one. */
  takesKeys?: boolean;
  onOpened?: () => void;
  /** What else works by keyboard: a page announces its keys, a panel over a page cannot. */
  children?: (keys: ListKeys) => ReactNode;
}

/** The inbox, whether on a page of its own or in the panel under the bell. */
export function Inbox({ chosen, onChoose, head, takesKeys = false, onOpened, children }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [attempt, setAttempt] = useState(0);
  const marking = useMark();
  const loaded = useRef<readonly Markable[]>([]);
  // The choice shows at once; the lines stay until the others are there.
  const shown = useDeferredValue(chosen);
  const keys = useListKeys(root, shown.unread);
  const waitsForKeys = useRef(takesKeys);

  const onLoaded = useCallback((lines: readonly Markable[]) => {
    loaded.current = lines;
    if (!waitsForKeys.current) return;
    waitsForKeys.current = false;
    setTimeout(() => {
      // Whoever has turned to something else meanwhile stays there.
      if (!document.activeElement?.matches('body, [data-autofocus]')) return;
      root.current?.querySelector<HTMLElement>('[data-line]')?.focus({ preventScroll: true });
    }, AFTER_OPENING);
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that work wherever in it the keyboard is.
    <div ref={root} className={classes.inbox} onKeyDown={keys.onKeyDown}>
      {head(() => void marking.markAll(loaded.current))}
      <NotificationFilters chosen={chosen} onChoose={onChoose} />
      <div className={classes.scroll} aria-busy={shown !== chosen}>
        <ErrorBoundary onRetry={() => setAttempt((old) => old + 1)}>
          <Suspense fallback={<SkeletonRows rows={5} height={52} />}>
            <NotificationList
              chosen={shown}
              onChoose={onChoose}
              marking={marking}
              attempt={attempt}
              onLoaded={onLoaded}
              onOpened={onOpened}
            />
          </Suspense>
        </ErrorBoundary>
      </div>
      {children?.(keys)}
    </div>
  );
}
