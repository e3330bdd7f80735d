import { Dropzone } from '@mantine/dropzone';
import {
  type ComponentType,
  type DragEvent,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useDeferredValue,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { useCanWrite, useViewer } from '@/app/viewer';
import { SkeletonRows } from '@/ui/SkeletonRows';
import classes from './Files.module.css';
import { FilesBar } from './FilesBar';
import { aboutOf, queue } from './queue';
import type { Target } from './send';
import type { Shown } from './shown';
import { UploadList } from './UploadList';
import { useOpenFile } from './useOpenFile';
import { useShown } from './useShown';
import { useUploads } from './useUploads';

const FilePreview = lazy(() => import('./FilePreview'));

export type Owner = 'deal' | 'account' | 'contact' | 'lead' | 'activity';

export interface Props {
  id: string;
  /** Grows with every event of a file that may stand here, and when events may have been missed. */
  changes: number;
}

export interface PagesProps extends Props {
  shown: Shown;
  /** Some are on their way. */
  arriving: boolean;
  /** Grows when somebody tries again. */
  attempt: number;
  /** The file that something is being dragged over. */
  over: string | undefined;
  onShowAll: () => void;
  onAddVersion: (fileId: string, files: readonly File[], comment?: string) => void;
  /** The ids in the order of the list, for the preview to go through. */
  onOrder: (ids: readonly string[]) => void;
}

interface Ways extends Props {
  owner: Owner;
  pages: ComponentType<PagesProps>;
  /** Another way to a new file, for those who may add some; it calls back when there is one. */
  begin?: (onMade: () => void) => ReactNode;
}

/** The files of a record below what chooses among them. Files dropped anywhere here are added; on a file, as its next version. */
export function Files({ owner, pages: Pages, begin, ...props }: Ways) {
  const { t } = useTranslation('files');
  const { id, changes } = props;
  const canWrite = useCanWrite();
  const about = aboutOf(useViewer().id, id);
  const [chosen, setChosen] = useShown(owner);
  const [open, setOpen] = useOpenFile();
  const [attempt, setAttempt] = useState(0);
  const [arrived, setArrived] = useState(0);
  const onArrived = useCallback(() => setArrived((old) => old + 1), []);
  const uploads = useUploads(id, onArrived);
  const [order, setOrder] = useState<readonly string[]>([]);
  const choose = useRef<() => void>(null);
  const { over, dropped, follow } = useDragged();
  // The controls answer at once; the files stay until the others are there.
  const shown = useDeferredValue(chosen);

  const addVersion = (fileId: string, files: readonly File[], comment?: string) => {
    // One file has one next version.
    const [next] = files;
    if (next) queue.add([next], { about, target: { fileId }, comment });
  };
  const pick = () => {
    // What was let go of here before says nothing of what is picked now.
    dropped();
    choose.current?.();
  };
  const add = (files: readonly File[]) => {
    const onto = dropped();
    if (onto) return addVersion(onto, files);
    const target = { [`${owner}Id`]: id } as Target;
    queue.add(files, { about, target, categoryId: chosen.categoryId });
    // A new one is never among those put away.
    if (chosen.away) setChosen({ ...chosen, away: false });
  };
  const onMade = () => {
    onArrived();
    // It is to be seen, whatever was looked for before.
    if (chosen.away || chosen.categoryId) setChosen({ ...chosen, away: false, categoryId: undefined });
  };

  return (
    <>
      <Dropzone
        unstyled
        className={classes.zone}
        disabled={!canWrite}
        activateOnClick={false}
        activateOnKeyboard={false}
        openRef={choose}
        inputProps={{ 'aria-label': t('add') }}
        onDrop={add}
        {...follow}
      >
        <FilesBar
          shown={chosen}
          onShown={setChosen}
          onAdd={canWrite ? pick : undefined}
          begin={canWrite && begin?.(onMade)}
        />
        <UploadList uploads={uploads} />
        <ErrorBoundary onRetry={() => setAttempt((old) => old + 1)}>
          <Suspense fallback={<SkeletonRows rows={4} height={48} />}>
            <div aria-busy={shown !== chosen}>
              <Pages
                id={id}
                changes={changes + arrived}
                arriving={uploads.length > 0}
                shown={shown}
                attempt={attempt}
                over={over}
                onShowAll={() => setChosen({ ...chosen, away: false, categoryId: undefined })}
                onAddVersion={addVersion}
                onOrder={setOrder}
              />
            </div>
          </Suspense>
        </ErrorBoundary>
        <div className={classes.veil} aria-hidden>
          <span>{t(over ? 'dropVersion' : 'drop')}</span>
        </div>
      </Dropzone>
      {open && owner !== 'activity' && (
        <Suspense fallback={null}>
          <FilePreview id={open} among={order} onOpen={setOpen} />
        </Suspense>
      )}
    </>
  );
}

/** The row that files are held above, and the one they were let go of at. */
function useDragged() {
  const [over, setOver] = useState<string>();
  const last = useRef<string>(undefined);
  const rowOf = ({ target }: DragEvent) =>
    (target instanceof Element ? target : null)?.closest<HTMLElement>('[data-file]')?.dataset.file;
  return {
    over,
    /** Asked once for each drop: files that were picked fell on nothing. */
    dropped: () => {
      const onto = last.current;
      last.current = undefined;
      return onto;
    },
    follow: {
      onDragOverCapture: (event: DragEvent) => {
        if (!strayed(event)) setOver(rowOf(event));
      },
      onDropCapture: (event: DragEvent) => {
        setOver(undefined);
        if (!strayed(event)) last.current = rowOf(event);
      },
      onDragLeave: () => setOver(undefined),
    },
  };
}

/** Dialogs opened from here are no place to drop files at. */
function strayed(event: DragEvent): boolean {
  const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
  if (inside) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
