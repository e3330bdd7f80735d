import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompetitorFilter, CompetitorOrderField } from '@/__generated__/CompetitorListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { ListPage } from '../records/ListPage';
import { BY_NAME, usePlainOrder } from '../records/RecordTable';
import { CompetitorList } from './CompetitorList';
import { CreateCompetitorDialog } from './CreateCompetitorDialog';

const ORDER_FIELDS: readonly CompetitorOrderField[] = ['NAME', 'CREATED_AT', 'UPDATED_AT'];

export default function CompetitorsPage() {
  const { t } = useTranslation('competitors');
  const navigate = useNavigate();
  const { timeZone } = useViewer();
  const [{ q, filter }] = useListSearch();
  const fields = useMemo(
    (): FilterField[] => [
      { key: 'name', label: t('app:field.name'), kind: 'text' },
      { key: 'archived', label: t('app:field.archived'), kind: 'boolean' },
      { key: 'createdAt', label: t('column.createdAt'), kind: 'instant' },
    ],
    [t],
  );
  const orderBy = usePlainOrder(ORDER_FIELDS, BY_NAME);
  const variables = useMemo(
    () => ({
      filter: toFilterInput<CompetitorFilter>(fields, filter, timeZone),
      orderBy,
      search: q ?? null,
    }),
    [fields, filter, timeZone, orderBy, q],
  );
  return (
    <ListPage
      title={t('title')}
      createId="competitor.create"
      createLabel={t('new')}
      searchLabel={t('search')}
      fields={fields}
      source={{ list: 'COMPETITORS', table: 'competitors', shown: variables }}
      list={(frame) => <CompetitorList variables={variables} frame={frame} />}
      createDialog={(close) => (
        <CreateCompetitorDialog
          onClose={close}
          onCreated={(competitorId) =>
            void navigate({ to: '/competitors/$competitorId', params: { competitorId } })
          }
        />
      )}
    />
  );
}
