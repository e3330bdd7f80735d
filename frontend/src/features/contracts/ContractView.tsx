import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractView_contract$key } from '@/__generated__/ContractView_contract.graphql';
import type { DetailSearch } from '@/searchParams';
import { TabRow } from '@/ui/tabRow/TabRow';
import { PresenceProvider } from '../presence/PresenceProvider';
import classes from '../records/Record.module.css';
import { RecordHistory } from '../records/RecordHistory';
import { useLanding } from '../records/useLanding';
import { ContractDetails } from './ContractDetails';
import { ContractDialogs } from './ContractDialogs';
import { ContractFiles } from './ContractFiles';
import { ContractHead } from './ContractHead';
import { ContractNotice } from './ContractNotice';
import { ContractSide } from './ContractSide';

const TABS = ['files', 'history'] as const;

interface Props {
  contract: ContractView_contract$key;
  /** Somebody else just changed it. */
  fresh: boolean;
}

/** A package: what is to be signed, how far its approval has come, and what became of it. */
export function ContractView({ contract: key, fresh }: Props) {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const search: DetailSearch = useSearch({ strict: false });
  const place = useLanding<HTMLDivElement>(search.tab !== undefined);
  const contract = useFragment(
    graphql`
      fragment ContractView_contract on ContractPackage {
        id
        version
        status
        actions
        files {
          isLatest
        }
        ...ContractDetails_contract
        ...ContractDialogs_contract
        ...ContractFiles_contract
        ...ContractHead_contract
        ...ContractNotice_contract
        ...ContractSide_contract
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
  const openTab = (next: string | null) => change({ tab: next ?? undefined, file: undefined });
  const tab = TABS.find((one) => one === search.tab) ?? 'files';
  const counts = { files: contract.files.length, history: 0 };
  const readOnly = contract.status !== 'DRAFT' || !contract.actions.includes('EDIT');
  return (
    <PresenceProvider subjectId={contract.id}>
      <ContractHead contract={contract} onDialog={onDialog} />
      <ContractNotice contract={contract} />
      <div className={classes.page}>
        <Stack gap="md" miw={0}>
          <section className={classes.panel} data-fresh={fresh || undefined} aria-label={t('details')}>
            <ContractDetails contract={contract} readOnly={readOnly} />
          </section>
          <ContractSide contract={contract} />
        </Stack>
        <div className={classes.panel} ref={place}>
          <Tabs value={tab} keepMounted={false} aria-label={t('tab.label')} onChange={openTab}>
            <TabRow
              value={tab}
              onChange={openTab}
              tabs={TABS.map((one) => ({ value: one, label: t(`tab.${one}`), count: counts[one] }))}
            />
            <Tabs.Panel value="files">
              <ContractFiles contract={contract} readOnly={readOnly} onEdit={() => onDialog('edit')} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <RecordHistory id={contract.id} version={contract.version} />
            </Tabs.Panel>
          </Tabs>
        </div>
      </div>
      <ContractDialogs contract={contract} dialog={search.dialog} onClose={() => onDialog(undefined)} />
    </PresenceProvider>
  );
}
