import { Anchor, Button, Group, Text } from '@mantine/core';
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { RecordDeals_deals$key } from '@/__generated__/RecordDeals_deals.graphql';
import type { FilterCondition } from '@/searchParams';
import { DateText } from '@/ui/DateText';
import { Empty } from '@/ui/Empty';
import { Money } from '@/ui/Money';
import { UserAvatar } from '@/ui/UserAvatar';
import classes from './Record.module.css';
import { RecordLink } from './RecordLink';
import { StageBadge } from './StageBadge';

interface Props {
  deals: RecordDeals_deals$key;
  /** Leads to the whole list when there are more than fit here. */
  filter: FilterCondition;
  /** Absent for those who only read. */
  onCreate?: () => void;
}

/** The deals of an account or contact, the running ones first. */
export function RecordDeals({ deals, filter, onCreate }: Props) {
  const { t } = useTranslation('accounts');
  const data = useFragment(
    graphql`
      fragment RecordDeals_deals on DealConnection {
        totalCount
        nodes {
          id
          version
          name
          status
          amount
          currency
          expectedCloseOn
          stage {
            id
            name
            color
          }
          owner {
            id
            name
            avatarColor
          }
        }
      }
    `,
    deals,
  );
  if (data.nodes.length === 0) {
    return (
      <Empty
        title={t('deal.none')}
        icon={IconBriefcase}
        action={onCreate && <Button onClick={onCreate}>{t('deal.new')}</Button>}
      >
        {t('deal.noneHint')}
      </Empty>
    );
  }
  const ordered = data.nodes.toSorted((a, b) => Number(b.status === 'OPEN') - Number(a.status === 'OPEN'));
  return (
    <>
      {onCreate && (
        <Button
          size="compact-sm"
          variant="subtle"
          mb="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={onCreate}
        >
          {t('deal.new')}
        </Button>
      )}
      <ul className={classes.rows}>
        {ordered.map((deal) => (
          <li key={deal.id} className={classes.row}>
            <div className={classes.grow}>
              <RecordLink kind="deal" id={deal.id} fw={600}>
                {deal.name}
              </RecordLink>
              <Group gap={6}>
                <StageBadge stage={deal.stage} />
                {deal.status !== 'OPEN' && (
                  <Text size="xs" c="dimmed" span>
                    {t(`deal.status.${deal.status}`)}
                  </Text>
                )}
                <Text size="xs" c="dimmed" span>
                  <DateText value={deal.expectedCloseOn} />
                </Text>
              </Group>
            </div>
            <Text size="sm" ta="right" component="div">
              <Money amount={deal.amount} currency={deal.currency} />
            </Text>
            <UserAvatar name={deal.owner.name} color={deal.owner.avatarColor} size={24} tooltip />
          </li>
        ))}
      </ul>
      {data.totalCount > data.nodes.length && (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link {...props} to="/deals" search={{ view: 'ALL', filter: [filter] }} />}
        >
          {t('deal.all', { count: data.totalCount })}
        </Anchor>
      )}
    </>
  );
}
