import { Button, Group } from '@mantine/core';
import IconRubberStamp from '@tabler/icons-react/dist/esm/icons/IconRubberStamp.mjs';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ApprovalListQuery } from '@/__generated__/ApprovalListQuery.graphql';
import { Empty } from '@/ui/Empty';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useSteadyOrder } from '../records/useSteadyOrder';
import { ApprovalCards } from './ApprovalCards';
import classes from './Approvals.module.css';
import { useApprovalLive } from './useApprovalLive';
import { type ApprovalView, askFor } from './views';

/** Twenty at once: each brings its steps and all who are asked, and more would be too dear for one question. */
const query = graphql`
  query ApprovalListQuery($filter: ApprovalFilter!, $orderBy: [ApprovalOrder!]!, $first: Int = 20, $after: String) {
    eventCursor(label: "approvals")
    approvals(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...ApprovalCards_approvals
      }
    }
  }
`;

/** The runs of one view, each with everything a decision needs. */
export function ApprovalList({ view }: { view: ApprovalView }) {
  const { t } = useTranslation('approvals');
  const [after, setAfter] = useState<string | null>(null);
  const [ended, setEnded] = useState(false);
  const [kept, setKept] = useState<readonly string[]>([]);
  const [fresh, markFresh] = useFresh();
  // The list on screen stays while the next one is on its way.
  const key = useDeferredValue(JSON.stringify({ ...askFor(view, { ended, kept }), after }));
  const variables: ApprovalListQuery['variables'] = JSON.parse(key);
  const data = useLazyLoadQuery<ApprovalListQuery>(query, variables, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<ApprovalListQuery>(query, variables);
  const nodes = useSteadyOrder(data.approvals.nodes);

  useApprovalLive(
    data.eventCursor,
    {},
    {
      onChange: (ids) => {
        const here = ids.filter((id) => nodes.some((node) => node.id === id) && !kept.includes(id));
        markFresh(ids);
        // One that somebody is about to decide does not go from under their hand, whoever was quicker.
        if (view === 'waiting' && here.length > 0) setKept([...kept, ...here]);
        else refetch();
      },
      onResync: refetch,
    },
  );

  const { totalCount, pageInfo } = data.approvals;
  return (
    <div className={classes.body}>
      {nodes.length === 0 ? (
        <Empty icon={IconRubberStamp} title={t(`empty.${view}`)}>
          {t(`empty.${view}Hint`)}
        </Empty>
      ) : (
        <ApprovalCards approvals={nodes} fresh={fresh} label={t(`view.${view}`)} />
      )}
      <Group gap="xs">
        {after !== null && (
          <Button size="compact-sm" variant="default" onClick={() => setAfter(null)}>
            {t('first')}
          </Button>
        )}
        {pageInfo.hasNextPage && pageInfo.endCursor && (
          <Button size="compact-sm" variant="default" onClick={() => setAfter(pageInfo.endCursor ?? null)}>
            {t('next', { count: totalCount })}
          </Button>
        )}
        {view === 'asked' && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-pressed={ended}
            onClick={() => {
              setEnded(!ended);
              setAfter(null);
            }}
          >
            {t(ended ? 'hideEnded' : 'showEnded')}
          </Button>
        )}
      </Group>
    </div>
  );
}
