import { Alert } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealFilter, DealOrder } from '@/__generated__/DealsListQuery.graphql';
import type { DealsPageQuery } from '@/__generated__/DealsPageQuery.graphql';
import { useCommands } from '@/app/commands';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { toast } from '@/app/toasts';
import { useCreate } from '@/app/useCreate';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { parseSort } from '@/searchParams';
import { FilterBar } from '@/ui/FilterBar';
import { SearchText } from '@/ui/filter/SearchText';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { useBoardFields } from '../board/useBoardFilter';
import { orderInput, useCustomColumns } from '../fields/lists';
import { StandardsOf } from '../fields/StandardsOf';
import { ListMenu } from '../transfer/ListMenu';
import { onBoard, SAVED, stateOf } from '../views/state';
import { useDealView } from '../views/useDealView';
import { useViewActions } from '../views/useViewActions';
import { ViewNotices } from '../views/ViewNotices';
import { ViewsBar } from '../views/ViewsBar';
import CreateDealDialog from './CreateDealDialog';
import { DealsList, type ListVariables } from './DealsList';
import { DealsTotals } from './DealsTotals';
import { useFilterFields } from './useFilterFields';
import { mergeFilter, orderOf, VIEW_KEYS, viewName, viewOf } from './views';

const ViewForms = lazy(() => import('../views/ViewForms'));

/** All deals as a table: built-in and saved views, filters, live. */
export default function DealsPage() {
  const { t } = useTranslation(['deals', 'views']);
  const router = useRouter();
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const { dealViews, pipelines } = useLazyLoadQuery<DealsPageQuery>(
    graphql`
      query DealsPageQuery {
        dealViews {
          key
          filter
          orderBy
          columns
        }
        pipelines {
          id
          version
          name
          stages {
            id
            version
            name
          }
        }
      }
    `,
    {},
  );
  const fields = useFilterFields(pipelines);
  const columns = useCustomColumns('DEAL');
  const boardFields = useBoardFields();
  const saved = useDealView({ search, change, builtIn: dealViews, fields });
  const { view, current, views, conditions, q, edit } = saved;
  const actions = useViewActions();
  const [form, setForm] = useState<'new' | 'edit'>();
  const viewKey = current?.id ?? viewOf(SAVED.test(search.view ?? '') ? undefined : search.view);

  const wanted = useMemo((): ListVariables => {
    const asked = orderOf(view, parseSort(search.sort)).flatMap((one) => orderInput(one, columns) ?? []);
    const usual = dealViews.find(({ key }) => key === 'OPEN');
    const order = asked.length > 0 ? asked : orderOf(view?.saved ? usual : view, undefined);
    return {
      filter: mergeFilter<DealFilter>(view, fields, conditions, timeZone),
      orderBy: order.length > 0 ? (order as DealOrder[]) : null,
      search: q ?? null,
    };
  }, [view, dealViews, fields, columns, conditions, search.sort, q, timeZone]);
  // The old rows stay, a little paler, until the new ones have arrived.
  const shown = useDeferredValue(wanted);
  const shownView = useDeferredValue(view);
  const filtered = Boolean(search.q || search.filter?.length);

  const { create, button } = useCreate({
    id: 'deals.new',
    label: t('create.title'),
    group: t('title'),
    run: () => change({ dialog: 'new' }),
  });
  useCommands(
    useMemo(
      () =>
        VIEW_KEYS.map((key) => ({
          id: `deals.view.${key}`,
          label: t('view.command', { name: t(`view.${key}`) }),
          group: t('title'),
          run: () => change({ view: viewName(key), sort: undefined }),
        })),
      [t, change],
    ),
  );

  const show = (key: string) => {
    const chosen = views.find(({ id }) => id === key);
    if (!chosen) {
      // The chips narrow the built-in views; those that a saved view has are its own.
      const left = current ? saved.pristine : { sort: undefined };
      return change({ ...left, view: viewName(viewOf(key)) });
    }
    const pipelineId = chosen.pipeline?.id;
    if (chosen.layout === 'TABLE' || !pipelineId) return change({ ...saved.pristine, view: key });
    const kept = stateOf(chosen, fields, timeZone);
    const { conditions: filter } = onBoard(kept, boardFields);
    void router.navigate({
      to: '/board/$pipelineId',
      params: { pipelineId },
      search: { view: key, q: kept.search, filter: filter.length > 0 ? filter : undefined },
    });
  };
  const update = async () => {
    if (!current) return;
    const { ok } = await actions.update(current.id, { ...saved.stored });
    if (!ok) return;
    saved.reset();
    actions.saved(current.name);
  };
  const putAway = async () => {
    if (current && (await actions.putAway(current))) change({ ...saved.pristine, view: undefined });
  };

  const listKey = JSON.stringify([shownView?.key, shownView?.columns, saved.generation, shown]);
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {button}
            <ListMenu
              source={{
                list: 'DEALS',
                kind: 'DEALS',
                title: t('title'),
                table: `deals-${view?.key ?? 'ALL'}`,
                shown: wanted,
              }}
            />
          </>
        }
      />
      <ViewsBar
        builtIn={VIEW_KEYS.map((value) => ({ value, label: t(`view.${value}`) }))}
        views={views}
        value={viewKey}
        current={current}
        onChange={show}
        onSave={() => setForm('new')}
        onEdit={() => setForm('edit')}
        onPutAway={() => void putAway()}
      />
      {saved.missing && (
        <Alert color="amber" flex="none" mx="var(--ds-gutter)" mb="sm" py="xs">
          {t('views:missing')}
        </Alert>
      )}
      <FilterBar fields={fields} value={conditions} onChange={(filter) => edit({ filter })}>
        <SearchText label={t('search')} value={q} onChange={(text) => edit({ q: text })} />
      </FilterBar>
      {current && (
        <ViewNotices
          view={current}
          changed={saved.changed}
          hidden={saved.present.rest !== undefined}
          onUpdate={() => void update()}
          onSaveNew={() => setForm('new')}
          onReset={saved.reset}
        />
      )}
      <ErrorBoundary key={listKey}>
        <Suspense fallback={<SkeletonRows rows={10} />}>
          <StandardsOf subject="DEAL">
            <DealsList
              key={listKey}
              variables={shown}
              view={shownView}
              stale={shown !== wanted}
              filtered={filtered}
              sort={parseSort(search.sort) ?? (current ? saved.order[0] : undefined)}
              onSort={(sort) =>
                change({ sort: sort && `${sort.direction === 'DESC' ? '-' : ''}${sort.field}` })
              }
              onClear={() => edit({ q: undefined, filter: [] })}
              onColumns={saved.onColumns}
              onCreate={create}
            />
          </StandardsOf>
          <DealsTotals filter={shown.filter} search={shown.search} />
        </Suspense>
      </ErrorBoundary>
      {form && (
        <Suspense fallback={null}>
          <ViewForms
            edited={form === 'edit' ? current : undefined}
            present={saved.present}
            stored={saved.stored}
            pipelines={pipelines}
            actions={actions}
            onSaved={({ id }) => change({ ...saved.pristine, view: id })}
            onClose={() => setForm(undefined)}
          />
        </Suspense>
      )}
      {search.dialog === 'new' && create && (
        <CreateDealDialog
          onClose={() => change({ dialog: undefined })}
          onCreated={(dealId) =>
            toast.success(t('create.done'), {
              action: {
                label: t('open'),
                run: () => void router.navigate({ to: '/deals/$dealId', params: { dealId } }),
              },
            })
          }
        />
      )}
    </>
  );
}
