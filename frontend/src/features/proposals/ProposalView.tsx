import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalView_proposal$key } from '@/__generated__/ProposalView_proposal.graphql';
import type { DetailSearch } from '@/searchParams';
import { TabPanel } from '@/ui/tabRow/TabPanel';
import { TabRow } from '@/ui/tabRow/TabRow';
import { PresenceProvider } from '../presence/PresenceProvider';
import classes from '../records/Record.module.css';
import { RecordHistory } from '../records/RecordHistory';
import { useLanding } from '../records/useLanding';
import { ProposalContent } from './ProposalContent';
import { ProposalDetails } from './ProposalDetails';
import { ProposalDialogs } from './ProposalDialogs';
import { ProposalDocument } from './ProposalDocument';
import { ProposalHead } from './ProposalHead';
import { ProposalNotice } from './ProposalNotice';
import { ProposalOrders } from './ProposalOrders';
import { ProposalSide } from './ProposalSide';

const Versions = lazy(() => import('./Versions'));

const TABS = ['content', 'versions', 'history'] as const;

interface Props {
  proposal: ProposalView_proposal$key;
  /** Somebody else just changed it. */
  fresh: boolean;
  /** Grows with every event of the deal's proposals. */
  changes: number;
}

/** A proposal: who it is for, what is offered, for how much, and what became of it. */
export function ProposalView({ proposal: key, fresh, changes }: Props) {
  const { t } = useTranslation('proposals');
  const navigate = useNavigate();
  const search: DetailSearch = useSearch({ strict: false });
  const place = useLanding<HTMLDivElement>(search.tab !== undefined);
  const proposal = useFragment(
    graphql`
      fragment ProposalView_proposal on Proposal {
        id
        version
        status
        actions
        revisions {
          id
        }
        ...ProposalContent_proposal
        ...ProposalDetails_proposal
        ...ProposalDialogs_proposal
        ...ProposalDocument_proposal
        ...ProposalHead_proposal
        ...ProposalNotice_proposal
        ...ProposalOrders_proposal
        ...ProposalSide_proposal
      }
    `,
    key,
  );
  const change = useCallback(
    (patch: DetailSearch) =>
      void navigate({ to: '.', search: (old: DetailSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  const onDialog = useCallback((dialog: string | undefined) => change({ dialog }), [change]);
  const openTab = (next: string | null) => change({ tab: next ?? undefined, view: undefined });
  const tab = TABS.find((one) => one === search.tab) ?? 'content';
  const counts = { content: 0, versions: proposal.revisions.length, history: 0 };
  const readOnly = proposal.status !== 'DRAFT' || !proposal.actions.includes('EDIT');
  return (
    <PresenceProvider subjectId={proposal.id}>
      <ProposalHead proposal={proposal} onDialog={onDialog} />
      <ProposalNotice proposal={proposal} />
      <div className={classes.page}>
        <Stack gap="md" miw={0}>
          <section className={classes.panel} data-fresh={fresh || undefined} aria-label={t('details')}>
            <ProposalDetails proposal={proposal} readOnly={readOnly} />
          </section>
          <ProposalSide proposal={proposal} />
          <ProposalDocument proposal={proposal} />
          <ProposalOrders proposal={proposal} />
        </Stack>
        <div className={classes.panel} ref={place}>
          <Tabs value={tab} keepMounted={false} aria-label={t('tab.label')} onChange={openTab}>
            <TabRow
              value={tab}
              onChange={openTab}
              tabs={TABS.map((one) => ({ value: one, label: t(`tab.${one}`), count: counts[one] }))}
            />
            {TABS.map((one) => (
              <TabPanel key={one} value={one}>
                {one === 'content' && <ProposalContent proposal={proposal} readOnly={readOnly} />}
                {one === 'versions' && (
                  <Versions
                    id={proposal.id}
                    changes={changes}
                    compared={search.view}
                    onCompare={(view) => change({ view })}
                  />
                )}
                {one === 'history' && <RecordHistory id={proposal.id} version={proposal.version} />}
              </TabPanel>
            ))}
          </Tabs>
        </div>
      </div>
      <ProposalDialogs proposal={proposal} dialog={search.dialog} onClose={() => onDialog(undefined)} />
    </PresenceProvider>
  );
}
