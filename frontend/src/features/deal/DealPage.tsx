import { Button, Tabs } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealPageQuery } from '@/__generated__/DealPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import type { DetailSearch } from '@/searchParams';
import { Empty } from '@/ui/Empty';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { TabPanel } from '@/ui/tabRow/TabPanel';
import { TabRow } from '@/ui/tabRow/TabRow';
import { StandardsOf } from '../fields/StandardsOf';
import { PresenceProvider } from '../presence/PresenceProvider';
import { FreshContext } from '../records/useFresh';
import { useLanding } from '../records/useLanding';
import classes from './Deal.module.css';
import { DealFields } from './DealFields';
import { DealHeader } from './DealHeader';
import { DealHistory } from './DealHistory';
import { DealStages } from './DealStages';
import { DealTasks } from './DealTasks';
import { DealVisits } from './DealVisits';
import { StagePanel } from './stage/StagePanel';
import { useLiveDeal } from './useLiveDeal';

const Activities = lazy(() => import('../activities/Activities'));
const DealCompetitors = lazy(() => import('./competitors/DealCompetitors'));
const DealContracts = lazy(() => import('../contracts/DealContracts'));
const DealFiles = lazy(() => import('../files/DealFiles'));
const DealNotes = lazy(() => import('../notes/DealNotes'));
const DealProposals = lazy(() => import('../proposals/DealProposals'));
const DealTimeline = lazy(() => import('../timeline/DealTimeline'));
const Lines = lazy(() => import('./lines/Lines'));
const Stakeholders = lazy(() => import('./stakeholders/Stakeholders'));

const TABS = [
  'tasks',
  'activities',
  'stakeholders',
  'products',
  'proposals',
  'contracts',
  'competitors',
  'notes',
  'files',
  'timeline',
  'history',
  'visits',
] as const;
type Tab = (typeof TABS)[number];
/** Their tables and drawings need the room more than the fields beside them do. */
const WIDE: ReadonlySet<Tab> = new Set(['stakeholders', 'products', 'proposals', 'contracts', 'competitors']);

export default function DealPage() {
  const { dealId } = useParams({ strict: false });
  if (!dealId) return <NotFound />;
  return <Deal key={dealId} id={dealId} />;
}

/** The address holds the open tab and dialog, so a link shows the same. */
function useDetailSearch(): [DetailSearch, (patch: DetailSearch) => void] {
  const search: DetailSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (patch: DetailSearch) =>
      void navigate({ to: '.', search: (old: DetailSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  return [search, change];
}

function Deal({ id }: { id: string }) {
  const { t } = useTranslation('deals');
  const [search, change] = useDetailSearch();
  const place = useLanding<HTMLElement>(search.tab !== undefined);
  const [generation, setGeneration] = useState(0);
  const { deal, eventCursor } = useLazyLoadQuery<DealPageQuery>(
    graphql`
      query DealPageQuery($id: ID!) {
        eventCursor(label: $id)
        deal(id: $id) {
          id
          version
          ...DealHeader_deal
          ...DealStages_deal
          ...StagePanel_deal
          # A move shows its stage at once: what that asks for must be at hand.
          pipeline {
            id
            stages {
              id
              version
              guidance
              goNoGo
              steps {
                id
                title
                hint
              }
            }
          }
          ...DealFields_deal
          ...DealVisits_deal
          coverage {
            stakeholders
          }
          lineTotals {
            lines
          }
          proposalCount: proposals(first: 1) {
            totalCount
          }
          contractCount: contractPackages(first: 1) {
            totalCount
          }
          competitorCount: competitors(first: 1) {
            totalCount
          }
          noteCount: notes(first: 1) {
            totalCount
          }
          fileCount: files(first: 1) {
            totalCount
          }
          activityCount: activities(first: 1) {
            totalCount
          }
        }
      }
    `,
    { id },
    { fetchPolicy: 'store-and-network', fetchKey: generation },
  );
  const reload = () => setGeneration((old) => old + 1);
  const live = useLiveDeal(id, eventCursor, reload);
  const { hidden, fresh } = live;

  if (hidden) return <Hidden />;
  if (!deal) return <NotFound />;
  const counts: Partial<Record<Tab, number>> = {
    stakeholders: deal.coverage.stakeholders,
    products: deal.lineTotals.lines,
    proposals: deal.proposalCount.totalCount,
    contracts: deal.contractCount.totalCount,
    competitors: deal.competitorCount.totalCount,
    activities: deal.activityCount.totalCount,
    notes: deal.noteCount.totalCount,
    files: deal.fileCount.totalCount,
  };
  const openTab = (next: string | null) =>
    change({ tab: next ?? undefined, view: undefined, file: undefined });
  const tab: Tab = TABS.find((one) => one === search.tab) ?? 'tasks';
  return (
    <FreshContext value={fresh}>
      <PresenceProvider subjectId={id}>
        <div className={classes.page}>
          <StandardsOf subject="DEAL">
            <DealHeader deal={deal} dialog={search.dialog} onDialog={(dialog) => change({ dialog })} />
          </StandardsOf>
          <DealStages deal={deal} onDialog={(dialog) => change({ dialog })} />
          <Suspense fallback={<SkeletonRows rows={2} />}>
            <StagePanel deal={deal} changes={live.planChanges} />
          </Suspense>
          <div className={classes.columns} data-wide={WIDE.has(tab) || undefined}>
            <StandardsOf subject="DEAL">
              <DealFields deal={deal} />
            </StandardsOf>
            <section className={classes.card} ref={place}>
              <Tabs value={tab} onChange={openTab} keepMounted={false} aria-label={t('tab.label')}>
                <TabRow
                  value={tab}
                  onChange={openTab}
                  tabs={TABS.map((one) => ({ value: one, label: t(`tab.${one}`), count: counts[one] }))}
                />
                {TABS.map((one) => (
                  <TabPanel key={one} value={one}>
                    {one === 'tasks' && <DealTasks dealId={id} changes={live.taskChanges} />}
                    {one === 'activities' && (
                      <Activities kind="deal" id={id} changes={live.activityChanges} />
                    )}
                    {one === 'stakeholders' && (
                      <Stakeholders dealId={id} gaps={live.gaps} search={search} onSearch={change} />
                    )}
                    {one === 'products' && <Lines dealId={id} changes={live.lineChanges} />}
                    {one === 'proposals' && <DealProposals dealId={id} changes={live.proposalChanges} />}
                    {one === 'contracts' && <DealContracts dealId={id} changes={live.contractChanges} />}
                    {one === 'competitors' && (
                      <DealCompetitors
                        dealId={id}
                        changes={live.rivalChanges}
                        search={search}
                        onSearch={change}
                      />
                    )}
                    {one === 'notes' && <DealNotes dealId={id} changes={live.noteChanges} />}
                    {one === 'files' && <DealFiles id={id} changes={live.fileChanges} />}
                    {one === 'timeline' && <DealTimeline id={id} changes={live.entries} />}
                    {one === 'history' && <DealHistory dealId={id} changes={live.changes} />}
                    {one === 'visits' && <DealVisits deal={deal} />}
                  </TabPanel>
                ))}
              </Tabs>
            </section>
          </div>
        </div>
      </PresenceProvider>
    </FreshContext>
  );
}

/** Instead of a deal that went out of sight while it was open; the tab does not keep its name either. */
function Hidden() {
  const { t } = useTranslation('deals');
  useDocumentTitle(`${t('hidden.title')} · Dealstream`);
  return (
    <Empty
      title={t('hidden.title')}
      action={
        <Button component={Link} to="/deals">
          {t('hidden.back')}
        </Button>
      }
    >
      {t('hidden.body')}
    </Empty>
  );
}
