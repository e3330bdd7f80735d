import { Badge, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { CompetitorCells_competitor$key } from '@/__generated__/CompetitorCells_competitor.graphql';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import { websiteText } from '@/ui/website';
import classes from '../records/Record.module.css';

export type CompetitorColumn =
  | 'name'
  | 'open'
  | 'won'
  | 'lost'
  | 'lostToThem'
  | 'winRate'
  | 'website'
  | 'updatedAt'
  | 'createdAt';

interface Props {
  competitor: CompetitorCells_competitor$key;
  column: CompetitorColumn;
  /** On a phone: nothing where there is nothing. */
  plain?: boolean;
}

/** One cell of the list. The row's key travels; the cell reads what it shows. */
export function CompetitorCell({ competitor, column, plain }: Props) {
  const { t } = useTranslation('competitors');
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment CompetitorCells_competitor on Competitor {
        id
        version
        name
        website
        archived
        createdAt
        updatedAt
        record {
          open
          won
          lost
          lostToThem
          winRate
        }
      }
    `,
    competitor,
  );
  switch (column) {
    case 'name':
      return (
        <Group gap="xs" wrap="nowrap">
          <Link
            to="/competitors/$competitorId"
            params={{ competitorId: data.id }}
            onClick={(event) => event.stopPropagation()}
            className={classes.name}
          >
            {data.name}
          </Link>
          {data.archived && (
            <Badge size="xs" variant="default">
              {t('archived')}
            </Badge>
          )}
        </Group>
      );
    case 'open':
      if (plain) return t('openDeals', { count: data.record.open });
      return <span className="ds-number">{format.number(data.record.open)}</span>;
    case 'won':
    case 'lost':
    case 'lostToThem':
      return <span className="ds-number">{format.number(data.record[column])}</span>;
    case 'winRate': {
      const { winRate } = data.record;
      if (winRate === null || winRate === undefined) return plain ? null : '–';
      return <span className="ds-number">{format.percent(winRate * 100)}</span>;
    }
    case 'website':
      return data.website ? websiteText(data.website) : '–';
    case 'updatedAt':
      return <DateText value={data.updatedAt} variant="relative" />;
    case 'createdAt':
      return <DateText value={data.createdAt} />;
  }
}
