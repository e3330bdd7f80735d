import { Alert, Badge, Button, Stack, Tabs } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { AccountView_account$key } from '@/__generated__/AccountView_account.graphql';
import { reportUserErrors } from '@/app/errors';
import { useShortcut } from '@/app/shortcuts';
import { offerUndo } from '@/app/undo';
import { useCanWrite } from '@/app/viewer';
import type { DetailSearch } from '@/searchParams';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
import classes from '../records/Record.module.css';
import { RecordDeals } from '../records/RecordDeals';
import { RecordHistory } from '../records/RecordHistory';
import { TabLabel } from '../records/TabLabel';
import { CreateTaskDialog } from '../tasks/CreateTaskDialog';
import { RecordTasks } from '../tasks/RecordTasks';
import { AccountContacts } from './AccountContacts';
import { AccountDetails } from './AccountDetails';
import { AccountHierarchy } from './AccountHierarchy';
import { CreateAccountDialog } from './CreateAccountDialog';
import { useUpdateAccount } from './useUpdateAccount';

const CreateDealDialog = lazy(() => import('@/features/deals/CreateDealDialog'));

const TABS = ['contacts', 'deals', 'tasks', 'history'] as const;
type Dialog = 'deal' | 'task' | 'subsidiary';

interface Props {
  account: AccountView_account$key;
  /** Somebody else just changed it. */
  fresh: boolean;
  onChanged: () => void;
}

export function AccountView({ account, fresh, onChanged }: Props) {
  const { t } = useTranslation(['accounts', 'common']);
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const search: DetailSearch = useSearch({ strict: false });
  const [dialog, setDialog] = useState<Dialog>();
  const tab = TABS.find((one) => one === search.tab) ?? 'contacts';
  const data = useFragment(
    graphql`
      fragment AccountView_account on Account {
        id
        version
        name
        archived
        contactCount: contacts(filter: { archived: { eq: false } }, first: 1) {
          totalCount
        }
        deals(first: 100, orderBy: [{ field: UPDATED_AT, direction: DESC }]) {
          totalCount
          ...RecordDeals_deals
        }
        tasks(first: 100, orderBy: [{ field: DUE_AT, direction: ASC }]) {
          ...RecordTasks_tasks
        }
        openTasks: tasks(filter: { status: { eq: OPEN } }, first: 1) {
          totalCount
        }
        ...AccountDetails_account
        ...AccountHierarchy_account
        ...AccountContacts_account
      }
    `,
    account,
  );
  const update = useUpdateAccount(data.id);
  useShortcut('c', () => canWrite && setDialog('deal'), {
    label: t('accounts:deal.new'),
    group: t('accounts:title'),
  });

  const setArchived = async (archived: boolean) => {
    const result = await update({ archived });
    if (result.ok) onChanged();
    else reportUserErrors(result.errors);
    return result.ok;
  };
  const archive = async () => {
    if (!(await setArchived(true))) return;
    offerUndo({
      message: t('accounts:archivedToast', { name: data.name }),
      undo: () => setArchived(false),
    });
  };

  return (
    <>
      <Link to="/accounts" className={classes.back}>
        ← {t('accounts:title')}
      </Link>
      <PageHeader
        title={data.name}
        aside={data.archived && <Badge variant="default">{t('accounts:archived')}</Badge>}
        actions={
          canWrite && (
            <>
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog('deal')}>
                {t('accounts:deal.new')}
              </Button>
              {!data.archived && (
                <Button
                  variant="default"
                  leftSection={<IconArchive size={16} aria-hidden />}
                  onClick={() => void archive()}
                >
                  {t('common:action.archive')}
                </Button>
              )}
            </>
          )
        }
      />
      {data.archived && (
        <Alert mx="lg" mb="md" color="gray" title={t('accounts:archivedNotice')}>
          {canWrite && (
            <Button size="compact-sm" variant="default" onClick={() => void setArchived(false)}>
              {t('common:action.restore')}
            </Button>
          )}
        </Alert>
      )}
      <div className={classes.page}>
        <Stack gap="md" miw={0}>
          <section
            className={classes.panel}
            data-fresh={fresh || undefined}
            aria-label={t('accounts:details')}
          >
            <AccountDetails account={data} />
          </section>
          <div className={classes.panel}>
            <AccountHierarchy account={data} onAdd={canWrite ? () => setDialog('subsidiary') : undefined} />
          </div>
        </Stack>
        <div className={classes.panel}>
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(next) => void navigate({ to: '.', search: { tab: next ?? undefined }, replace: true })}
          >
            <Tabs.List mb="sm">
              <Tabs.Tab value="contacts">
                <TabLabel count={data.contactCount.totalCount}>{t('accounts:tab.contacts')}</TabLabel>
              </Tabs.Tab>
              <Tabs.Tab value="deals">
                <TabLabel count={data.deals.totalCount}>{t('accounts:tab.deals')}</TabLabel>
              </Tabs.Tab>
              <Tabs.Tab value="tasks">
                <TabLabel count={data.openTasks.totalCount}>{t('accounts:tab.tasks')}</TabLabel>
              </Tabs.Tab>
              <Tabs.Tab value="history">{t('accounts:tab.history')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="contacts">
              <AccountContacts account={data} onChanged={onChanged} />
            </Tabs.Panel>
            <Tabs.Panel value="deals">
              <RecordDeals
                deals={data.deals}
                filter={['account', 'in', [data.id]]}
                onCreate={canWrite ? () => setDialog('deal') : undefined}
              />
            </Tabs.Panel>
            <Tabs.Panel value="tasks">
              <RecordTasks
                tasks={data.tasks}
                onCreate={canWrite ? () => setDialog('task') : undefined}
                onChanged={onChanged}
              />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <Suspense fallback={<SkeletonRows rows={4} />}>
                <RecordHistory id={data.id} version={data.version} />
              </Suspense>
            </Tabs.Panel>
          </Tabs>
        </div>
      </div>
      {dialog === 'subsidiary' && (
        <CreateAccountDialog parentId={data.id} onClose={() => setDialog(undefined)} onCreated={onChanged} />
      )}
      {dialog === 'task' && (
        <CreateTaskDialog accountId={data.id} onClose={() => setDialog(undefined)} onCreated={onChanged} />
      )}
      {dialog === 'deal' && (
        <Suspense fallback={null}>
          <CreateDealDialog
            accountId={data.id}
            onClose={() => setDialog(undefined)}
            onCreated={(dealId: string) => void navigate({ to: '/deals/$dealId', params: { dealId } })}
          />
        </Suspense>
      )}
    </>
  );
}
