import { useRouter } from '@tanstack/react-router';
import { Suspense, useDeferredValue, useMemo } from 'react';
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
import { ViewTabs } from '@/ui/ViewTabs';
import { orderInput, useCustomColumns } from '../fields/lists';
import CreateDealDialog from './CreateDealDialog';
import { DealsList, type ListVariables } from './DealsList';
import { DealsTotals } from './DealsTotals';
import { useFilterFields } from './useFilterFields';
import { mergeFilter, orderOf, VIEW_KEYS, viewName, viewOf } from './views';

/** All deals as a table: built-in views, filters, live. */
export default function DealsPage() {
  const { t } = useTranslation('deals');
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
  const viewKey = viewOf(search.view);
  const view = dealViews.find(({ key }) => key === viewKey);

  const wanted = useMemo((): ListVariables => {
    const asked = orderOf(view, parseSort(search.sort)).flatMap((one) => orderInput(one, columns) ?? []);
    const order = asked.length > 0 ? asked : orderOf(view, undefined);
    return {
      filter: mergeFilter<DealFilter>(view, fields, search.filter, timeZone),
      orderBy: order.length > 0 ? (order as DealOrder[]) : null,
      search: search.q ?? null,
    };
  }, [view, fields, columns, search.filter, search.sort, search.q, timeZone]);
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

  const listKey = JSON.stringify([shownView?.key, shown]);
  return (
    <>
      <PageHeader title={t('title')} actions={button} />
      <ViewTabs
        label={t('view.label')}
        value={viewKey}
        views={VIEW_KEYS.map((value) => ({ value, label: t(`view.${value}`) }))}
        onChange={(key) => change({ view: viewName(viewOf(key)), sort: undefined })}
      />
      <FilterBar fields={fields} value={search.filter} onChange={(filter) => change({ filter })}>
        <SearchText label={t('search')} value={search.q} onChange={(q) => change({ q })} />
      </FilterBar>
      <ErrorBoundary key={listKey}>
        <Suspense fallback={<SkeletonRows rows={10} />}>
          <DealsList
            key={listKey}
            variables={shown}
            view={shownView}
            stale={shown !== wanted}
            filtered={filtered}
            sort={parseSort(search.sort)}
            onSort={(sort) =>
              change({ sort: sort && `${sort.direction === 'DESC' ? '-' : ''}${sort.field}` })
            }
            onClear={() => change({ q: undefined, filter: [] })}
            onCreate={create}
          />
          <DealsTotals filter={shown.filter} search={shown.search} />
        </Suspense>
      </ErrorBoundary>
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
