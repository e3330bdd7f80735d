import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { CompetitorView_competitor$key } from '@/__generated__/CompetitorView_competitor.graphql';
import { useCanManage } from '@/app/viewer';
import type { DetailSearch } from '@/searchParams';
import { TabPanel } from '@/ui/tabRow/TabPanel';
import { TabRow } from '@/ui/tabRow/TabRow';
import classes from '../records/Record.module.css';
import { RecordHead } from '../records/RecordHead';
import { RecordHistory } from '../records/RecordHistory';
import { CompetitorDeals } from './CompetitorDeals';
import { CompetitorDetails } from './CompetitorDetails';
import { Track } from './Track';
import { useUpdateCompetitor } from './useUpdateCompetitor';

const TABS = ['deals', 'history'] as const;

interface Props {
  competitor: CompetitorView_competitor$key;
  /** Somebody else just changed it. */
  fresh: boolean;
  onChanged: () => void;
}

export function CompetitorView({ competitor, fresh, onChanged }: Props) {
  const { t } = useTranslation(['competitors', 'accounts']);
  const navigate = useNavigate();
  const canManage = useCanManage();
  const search: DetailSearch = useSearch({ strict: false });
  const tab = TABS.find((one) => one === search.tab) ?? 'deals';
  const data = useFragment(
    graphql`
      fragment CompetitorView_competitor on Competitor {
        id
        version
        name
        archived
        dealCount: deals(first: 1) {
          totalCount
        }
        ...CompetitorDetails_competitor
        ...CompetitorDeals_competitor
        ...Track_competitor
      }
    `,
    competitor,
  );
  const update = useUpdateCompetitor(data.id);
  const openTab = (next: string | null) =>
    void navigate({ to: '.', search: { tab: next ?? undefined }, replace: true });

  return (
    <>
      <RecordHead
        kind="competitors"
        name={data.name}
        archived={data.archived}
        canArchive={canManage}
        setArchived={(archived) => update({ archived })}
        onChanged={onChanged}
      />
      <div className={classes.page}>
        <Stack gap="md" miw={0}>
          <section className={classes.panel} aria-label={t('competitors:record.label')}>
            <Track competitor={data} />
          </section>
          <section
            className={classes.panel}
            data-fresh={fresh || undefined}
            aria-label={t('competitors:details')}
          >
            <CompetitorDetails competitor={data} />
          </section>
        </Stack>
        <div className={classes.panel}>
          <Tabs value={tab} keepMounted={false} onChange={openTab}>
            <TabRow
              value={tab}
              onChange={openTab}
              tabs={[
                { value: 'deals', label: t('competitors:deals.tab'), count: data.dealCount.totalCount },
                { value: 'history', label: t('accounts:tab.history') },
              ]}
            />
            <TabPanel value="deals">
              <CompetitorDeals competitor={data} />
            </TabPanel>
            <TabPanel value="history">
              <RecordHistory id={data.id} version={data.version} />
            </TabPanel>
          </Tabs>
        </div>
      </div>
    </>
  );
}
