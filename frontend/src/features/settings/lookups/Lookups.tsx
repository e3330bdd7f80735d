import { Tabs, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { LookupKind } from '@/__generated__/LookupListQuery.graphql';
import type { DetailSearch } from '@/searchParams';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { Panel } from '../Panel';
import { useIsAdmin } from '../useIsAdmin';
import { LookupList } from './LookupList';

const KINDS: readonly LookupKind[] = [
  'SOURCE',
  'LOSS_REASON',
  'INDUSTRY',
  'FORECAST_CATEGORY',
  'STAKEHOLDER_ROLE',
  'ACTIVITY_KIND',
  'FILE_CATEGORY',
];

/** The lists people choose from. */
export default function Lookups() {
  const { t } = useTranslation('settings');
  const admin = useIsAdmin();
  const navigate = useNavigate();
  const search: DetailSearch = useSearch({ strict: false });
  const kind = KINDS.find((one) => one === search.tab) ?? 'SOURCE';
  return (
    <Panel title={t('section.lookups')} hint={t('lookups.hint')} readOnly={!admin}>
      <Tabs
        value={kind}
        keepMounted={false}
        onChange={(tab) => void navigate({ to: '.', search: { tab: tab ?? undefined }, replace: true })}
      >
        <Tabs.List mb="md">
          {KINDS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`lookups.kind.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {KINDS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            <Suspense fallback={<SkeletonRows rows={5} />}>
              {one === 'ACTIVITY_KIND' && (
                <Text size="sm" c="dimmed" mb="sm">
                  {t('lookups.minutesHint')}
                </Text>
              )}
              <LookupList kind={one} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}
