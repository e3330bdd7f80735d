import IconLayoutKanban from '@tabler/icons-react/dist/esm/icons/IconLayoutKanban.mjs';
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useDeferredValue,
  useMemo,
  useState,
  useTransition,
} from 'react';
import { useTranslation } from 'react-i18next';
import { type Command, useCommands } from '@/app/commands';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { useCreate } from '@/app/useCreate';
import { useListSearch } from '@/app/useListSearch';
import { useCanWrite, useViewer } from '@/app/viewer';
import { PageHeader } from '@/ui/PageHeader';
import { Board } from './Board';
import classes from './Board.module.css';
import { BoardFilters } from './BoardFilters';
import { BoardSkeleton } from './BoardSkeleton';
import { useCardFields } from './cardFields';
import { boardFilter, toggleMine, useBoardFields } from './useBoardFilter';

const BoardSavedView = lazy(() => import('../views/BoardSavedView'));
const CreateDealDialog = lazy(() => import('@/features/deals/CreateDealDialog'));

interface Props {
  pipelineId: string;
  pipelines: readonly { readonly id: string; readonly name: string }[];
  onPipeline: (id: string) => void;
  aside: ReactNode;
}

/** In the address an open create dialog is `new`, or `new.<stage>` for one column. */
const CREATE = 'new';

/** Head, filters and dialogs around the board; what is shown comes from the address. */
export function BoardView({ pipelineId, pipelines, onPipeline, aside }: Props) {
  const { t } = useTranslation('board');
  const canWrite = useCanWrite();
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const fields = useBoardFields();
  const card = useCardFields();
  const [fetchKey, setFetchKey] = useState(0);
  const [createdId, setCreatedId] = useState<string>();
  const [, startTransition] = useTransition();

  const wanted = useMemo(
    () => ({
      pipelineId,
      filter: boardFilter(fields, search.filter, search.q, timeZone),
      card: card.variables,
    }),
    [pipelineId, fields, search.filter, search.q, timeZone, card.variables],
  );
  // While a changed filter is asked for, the old cards stay, a little paler.
  const shown = useDeferredValue(wanted);
  const filtered = Boolean(search.q) || (search.filter?.length ?? 0) > 0;

  const refetch = useCallback(() => startTransition(() => setFetchKey((key) => key + 1)), []);
  const clearFilter = () => change({ q: undefined, filter: [] });
  const create = useCallback(
    (stageId?: string) => change({ dialog: stageId ? `${CREATE}.${stageId}` : CREATE }),
    [change],
  );
  const dialog = search.dialog;
  const creating = canWrite && (dialog === CREATE || dialog?.startsWith(`${CREATE}.`));

  const { button } = useCreate({
    id: 'board.create',
    label: t('create'),
    group: t('title'),
    run: () => create(),
  });
  const commands = useMemo((): Command[] => {
    const group = t('title');
    return [
      {
        id: 'board.mine',
        label: t('filter.mine'),
        group,
        icon: IconUser,
        run: () => change({ filter: toggleMine(search.filter) }),
      },
      ...pipelines
        .filter(({ id }) => id !== pipelineId)
        .map(({ id, name }) => ({
          id: `board.pipeline.${id}`,
          label: t('pipeline.goTo', { name }),
          group,
          icon: IconLayoutKanban,
          run: () => onPipeline(id),
        })),
    ];
  }, [t, change, search.filter, pipelines, pipelineId, onPipeline]);
  useCommands(commands);

  return (
    <>
      <PageHeader
        title={t('title')}
        aside={
          <>
            {aside}
            {search.view && (
              <Suspense fallback={null}>
                <BoardSavedView
                  fields={fields}
                  search={search}
                  change={change}
                  pipelines={pipelines}
                  pipelineId={pipelineId}
                />
              </Suspense>
            )}
          </>
        }
        actions={button}
      />
      <BoardFilters fields={fields} card={card} search={search} onChange={change} />
      <div className={classes.page} data-stale={shown !== wanted || undefined}>
        <ErrorBoundary onRetry={() => setFetchKey((key) => key + 1)}>
          <Suspense fallback={<BoardSkeleton />}>
            <Board
              key={JSON.stringify(shown)}
              pipelineId={shown.pipelineId}
              filter={shown.filter}
              card={shown.card}
              filtered={filtered}
              fetchKey={fetchKey}
              onRefetch={refetch}
              onClearFilter={clearFilter}
              onCreate={canWrite ? create : undefined}
              createdId={createdId}
            />
          </Suspense>
        </ErrorBoundary>
      </div>
      {creating && (
        <Suspense fallback={null}>
          <CreateDealDialog
            stageId={dialog?.slice(CREATE.length + 1) || undefined}
            onClose={() => change({ dialog: undefined })}
            onCreated={setCreatedId}
          />
        </Suspense>
      )}
    </>
  );
}
