import { Alert, Button, Group } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSwords from '@tabler/icons-react/dist/esm/icons/IconSwords.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealCompetitors_deal$key } from '@/__generated__/DealCompetitors_deal.graphql';
import type { DealCompetitorsQuery } from '@/__generated__/DealCompetitorsQuery.graphql';
import type { DetailSearch } from '@/searchParams';
import { Empty } from '@/ui/Empty';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { useRefetchOn } from '../../records/useRefetchOn';
import { useSteadyOrder } from '../../records/useSteadyOrder';
import { AddCompetitorDialog } from './AddCompetitorDialog';
import classes from './Competitors.module.css';
import { RivalCard } from './RivalCard';
import { useDealCompetitors } from './useDealCompetitors';

/** In the address. */
const DIALOG = 'competitor';

const query = graphql`
  query DealCompetitorsQuery($id: ID!) {
    deal(id: $id) {
      id
      ...DealCompetitors_deal
    }
  }
`;

interface Props {
  dealId: string;
  /** Grows with every event of a competitor of the deal, and when events may have been missed. */
  changes: number;
  search: DetailSearch;
  onSearch: (patch: DetailSearch) => void;
}

/** Who else wants the deal, how dangerous they are, and what we do about it. */
export default function DealCompetitors({ dealId, changes, ...rest }: Props) {
  const { deal } = useLazyLoadQuery<DealCompetitorsQuery>(
    query,
    { id: dealId },
    { fetchPolicy: 'store-and-network' },
  );
  useRefetchOn(changes, useQuietRefetch<DealCompetitorsQuery>(query, { id: dealId }));
  return deal && <Loaded deal={deal} {...rest} />;
}

function Loaded({
  deal: key,
  search,
  onSearch,
}: Pick<Props, 'search' | 'onSearch'> & { deal: DealCompetitors_deal$key }) {
  const { t } = useTranslation('competitors');
  const deal = useFragment(
    graphql`
      fragment DealCompetitors_deal on Deal {
        id
        version
        status
        viewerCanEdit
        competitorCount: competitors(first: 1) {
          totalCount
        }
        competitors(first: 100) {
          nodes {
            id
            version
            threat
            outcome
            tactic
            strengths
            weaknesses
            competitor {
              id
              name
              strengths
              weaknesses
              archived
            }
          }
        }
      }
    `,
    key,
  );
  const actions = useDealCompetitors(deal);
  const rivals = useSteadyOrder(deal.competitors.nodes);
  const canEdit = deal.viewerCanEdit;
  const open = () => onSearch({ dialog: DIALOG });
  const whoWon = deal.status === 'LOST' && !rivals.some(({ outcome }) => outcome === 'LOST_TO');

  return (
    <>
      {rivals.length === 0 ? (
        <Empty
          title={t('deal.none')}
          icon={IconSwords}
          action={canEdit && <Button onClick={open}>{t('add')}</Button>}
        >
          {t('deal.noneHint')}
        </Empty>
      ) : (
        <>
          {canEdit && (
            <Group justify="flex-end" mb="sm">
              <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
                {t('add')}
              </Button>
            </Group>
          )}
          {whoWon && canEdit && (
            <Alert color="amber" mb="sm">
              {t('deal.whoWon')}
            </Alert>
          )}
          <ul className={classes.cards} aria-label={t('title')}>
            {rivals.map((rival) => (
              <RivalCard key={rival.id} rival={rival} actions={actions} readOnly={!canEdit} />
            ))}
          </ul>
        </>
      )}
      {search.dialog === DIALOG && canEdit && (
        <AddCompetitorDialog
          dealId={deal.id}
          present={rivals.map(({ competitor }) => competitor.id)}
          add={actions.add}
          onClose={() => onSearch({ dialog: undefined })}
        />
      )}
    </>
  );
}
