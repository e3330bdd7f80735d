import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadOrderField } from '@/__generated__/LeadListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { ViewTabs } from '@/ui/ViewTabs';
import { useCustomColumns } from '../fields/lists';
import { StandardsOf } from '../fields/StandardsOf';
import { ListPage } from '../records/ListPage';
import { useOrder } from '../records/RecordTable';
import { VIEWS, viewOf } from './bant';
import { CreateLeadDialog } from './CreateLeadDialog';
import { LeadList } from './LeadList';
import { leadFilter, useLeadFields } from './leadFields';

const ORDER_FIELDS: readonly LeadOrderField[] = ['TOPIC', 'COMPANY', 'STATUS', 'CREATED_AT', 'UPDATED_AT'];
const NEWEST = { field: 'CREATED_AT', direction: 'DESC' } as const;

export default function LeadsPage() {
  const { t } = useTranslation('leads');
  const navigate = useNavigate();
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const { q, filter } = search;
  const view = viewOf(search.view);
  const fields = useLeadFields();
  const orderBy = useOrder<LeadOrderField>(ORDER_FIELDS, useCustomColumns('LEAD'), NEWEST);
  const variables = useMemo(
    () => ({ filter: leadFilter(view, fields, filter, timeZone), orderBy, search: q ?? null }),
    [view, fields, filter, timeZone, orderBy, q],
  );
  return (
    <ListPage
      title={t('title')}
      createId="lead.create"
      createLabel={t('new')}
      searchLabel={t('search')}
      fields={fields}
      source={{ list: 'LEADS', table: 'leads', kind: 'LEADS', shown: variables }}
      views={
        <ViewTabs
          label={t('view.label')}
          value={view}
          views={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
          onChange={(next) => change({ view: next === 'open' ? undefined : next })}
        />
      }
      list={(frame) => (
        <StandardsOf subject="LEAD">
          <LeadList
            variables={variables}
            // A view without leads is no empty workspace.
            frame={{ ...frame, filtered: frame.filtered || view !== 'open' }}
          />
        </StandardsOf>
      )}
      createDialog={(close) => (
        <CreateLeadDialog
          onClose={close}
          onCreated={(leadId) => void navigate({ to: '/leads/$leadId', params: { leadId } })}
        />
      )}
    />
  );
}
