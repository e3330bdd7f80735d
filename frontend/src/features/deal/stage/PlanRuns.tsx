import { Button, Menu, Text, Title } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useEffect, useState, useTransition } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { PlanRunsQuery } from '@/__generated__/PlanRunsQuery.graphql';
import type { PlanRunsStartMutation } from '@/__generated__/PlanRunsStartMutation.graphql';
import { useAction } from '@/app/useAction';
import { PlanRun } from './PlanRun';
import classes from './Stage.module.css';

interface Props {
  dealId: string;
  /** Grows with every event of a task or a plan of the deal. */
  changes: number;
  canStart: boolean;
  canCancel: boolean;
}

/** The plans under way on the deal, those of before below, and the way to start another. */
export function PlanRuns({ dealId, changes, canStart, canCancel }: Props) {
  const { t } = useTranslation('plans');
  const [own, setOwn] = useState(0);
  const [read, setRead] = useState(0);
  const [showOld, setShowOld] = useState(false);
  const [, start] = useTransition();
  const wanted = changes + own;
  useEffect(() => start(() => setRead(wanted)), [wanted]);
  const { deal, activityPlans } = useLazyLoadQuery<PlanRunsQuery>(
    graphql`
      query PlanRunsQuery($id: ID!) {
        deal(id: $id) {
          id
          planRuns(first: 50) {
            nodes {
              id
              version
              status
              plan {
                id
              }
              ...PlanRun_run
            }
          }
        }
        activityPlans(orderBy: [{ field: NAME, direction: ASC }], first: 100) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { id: dealId },
    { fetchPolicy: 'store-and-network', fetchKey: read },
  );
  const [startPlan, starting] = useAction<PlanRunsStartMutation>(graphql`
    mutation PlanRunsStartMutation($input: StartActivityPlanInput!) {
      startActivityPlan(input: $input) {
        planRun {
          id
          version
          ...PlanRun_run
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const changed = () => setOwn((count) => count + 1);
  const begin = async (planId: string) => {
    const result = await startPlan({ input: { planId, dealId } });
    if (result.ok) changed();
  };
  if (!deal) return null;
  const runs = deal.planRuns.nodes;
  const running = runs.filter(({ status }) => status === 'RUNNING');
  const old = runs.filter(({ status }) => status !== 'RUNNING');
  const shown = showOld ? [...running, ...old] : running;

  return (
    <>
      <Title order={3} size="h6">
        {t('runs.title')}
      </Title>
      {shown.length > 0 ? (
        <ul className={classes.runs}>
          {shown.map((run) => (
            <PlanRun key={run.id} run={run} canCancel={canCancel} onChanged={changed} />
          ))}
        </ul>
      ) : (
        <Text size="sm" c="dimmed" mt={4}>
          {t('runs.none')}
        </Text>
      )}
      <div className={classes.actions}>
        {canStart && activityPlans.nodes.length > 0 && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                size="compact-sm"
                variant="default"
                loading={starting}
                rightSection={<IconChevronDown size={14} aria-hidden />}
              >
                {t('runs.start')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={320} className={classes.menu}>
              {/* One that is under way is not started again before it has ended. */}
              {activityPlans.nodes.map(({ id, name }) => (
                <Menu.Item
                  key={id}
                  disabled={running.some(({ plan }) => plan.id === id)}
                  onClick={() => void begin(id)}
                >
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {old.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-expanded={showOld}
            onClick={() => setShowOld(!showOld)}
          >
            {showOld ? t('runs.hideOld') : t('runs.showOld', { count: old.length })}
          </Button>
        )}
      </div>
    </>
  );
}
