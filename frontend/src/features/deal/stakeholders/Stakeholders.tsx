import { Button, Group, SegmentedControl } from '@mantine/core';
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs';
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import type { Stakeholders_deal$key } from '@/__generated__/Stakeholders_deal.graphql';
import type { StakeholdersQuery } from '@/__generated__/StakeholdersQuery.graphql';
import { useCanWrite } from '@/app/viewer';
import type { DetailSearch } from '@/searchParams';
import { Empty } from '@/ui/Empty';
import { AddStakeholderDialog } from './AddStakeholderDialog';
import { Coverage } from './Coverage';
import { InfluenceGraph } from './InfluenceGraph';
import { RoleNames, useRoleNames } from './roleNames';
import { StakeholderPlot } from './StakeholderPlot';
import { StakeholderTable } from './StakeholderTable';
import { useLinks } from './useLinks';
import { useStakeholders } from './useStakeholders';

const VIEWS = ['list', 'plot', 'graph'] as const;
/** In the address: `stakeholder`, or `stakeholder:` and the id of the role the new one is to play. */
const DIALOG = 'stakeholder';

interface Props {
  dealId: string;
  /** Grows when events may have been missed. */
  gaps: number;
  search: DetailSearch;
  onSearch: (patch: DetailSearch) => void;
}

/** The people of the deal's decision: who they are, where they stand, and who listens to whom. */
export default function Stakeholders({ dealId, gaps, search, onSearch }: Props) {
  const { deal, lookups } = useLazyLoadQuery<StakeholdersQuery>(
    graphql`
      query StakeholdersQuery($id: ID!) {
        deal(id: $id) {
          id
          ...Stakeholders_deal
        }
        lookups(kind: STAKEHOLDER_ROLE, includeArchived: true) {
          id
          label
          labels {
            language
            text
          }
        }
      }
    `,
    { id: dealId },
    { fetchPolicy: 'store-and-network', fetchKey: gaps },
  );
  const names = useRoleNames(lookups);
  return (
    deal && (
      <RoleNames value={names}>
        <Views deal={deal} search={search} onSearch={onSearch} />
      </RoleNames>
    )
  );
}

function Views({
  deal: key,
  search,
  onSearch,
}: Omit<Props, 'dealId' | 'gaps'> & { deal: Stakeholders_deal$key }) {
  const { t } = useTranslation('stakeholders');
  const canWrite = useCanWrite();
  const deal = useFragment(
    graphql`
      fragment Stakeholders_deal on Deal {
        id
        version
        account {
          id
          name
        }
        primaryContact {
          id
          name
        }
        stakeholders(first: 100) {
          nodes {
            id
            version
            side
            influence
            loyalty
            lastMetOn
            motivators
            notes
            role {
              id
              label
            }
            contact {
              id
              name
              jobTitle
            }
          }
        }
        influenceLinks {
          id
          version
          strength
          from {
            id
          }
          to {
            id
          }
        }
        coverage {
          stakeholders
          decisionMakerKnown
          weightedLoyalty
          missingRoles {
            id
            label
          }
          notMetLately(days: 30) {
            id
            contact {
              id
              name
            }
          }
        }
      }
    `,
    key,
  );
  const links = useLinks(deal.id);
  const actions = useStakeholders(deal, links.draw);
  const view = VIEWS.find((one) => one === search.view) ?? 'list';
  const [dialog, roleId] = search.dialog?.split(':') ?? [];
  const open = (role?: string) => onSearch({ dialog: role ? `${DIALOG}:${role}` : DIALOG });
  const empty = deal.stakeholders.nodes.length === 0;

  return (
    <>
      {empty ? (
        <Empty
          title={t('empty.title')}
          icon={IconUsersGroup}
          action={canWrite && <Button onClick={() => open()}>{t('add')}</Button>}
        >
          {t('empty.body')}
        </Empty>
      ) : (
        <>
          <Coverage deal={deal} onAdd={canWrite ? open : undefined} />
          <Group justify="space-between" my="sm" gap="xs">
            <SegmentedControl
              aria-label={t('view.label')}
              value={view}
              onChange={(next) => onSearch({ view: next === 'list' ? undefined : next })}
              data={VIEWS.map((one) => ({ value: one, label: t(`view.${one}`) }))}
            />
            {canWrite && (
              <Button
                variant="default"
                leftSection={<IconUserPlus size={16} aria-hidden />}
                onClick={() => open()}
              >
                {t('add')}
              </Button>
            )}
          </Group>
          {view === 'list' && <StakeholderTable deal={deal} actions={actions} readOnly={!canWrite} />}
          {view === 'plot' && <StakeholderPlot deal={deal} rate={actions.rate} readOnly={!canWrite} />}
          {view === 'graph' && <InfluenceGraph deal={deal} links={links} readOnly={!canWrite} />}
        </>
      )}
      {dialog === DIALOG && canWrite && (
        <AddStakeholderDialog
          deal={deal}
          roleId={roleId}
          add={actions.add}
          onClose={() => onSearch({ dialog: undefined })}
        />
      )}
    </>
  );
}
