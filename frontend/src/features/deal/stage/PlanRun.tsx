import { ActionIcon, Anchor, Badge, Group, Progress, Text } from '@mantine/core';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCircle from '@tabler/icons-react/dist/esm/icons/IconCircle.mjs';
import IconCircleCheckFilled from '@tabler/icons-react/dist/esm/icons/IconCircleCheckFilled.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { PlanRun_run$data, PlanRun_run$key } from '@/__generated__/PlanRun_run.graphql';
import type { PlanRunCancelMutation } from '@/__generated__/PlanRunCancelMutation.graphql';
import { focusWhenThere } from '@/app/focus';
import { useStep } from '@/app/useStep';
import { confirm } from '@/ui/confirm';
import { DateText } from '@/ui/DateText';
import classes from './Stage.module.css';
import { waitingAt } from './steps';

interface Props {
  run: PlanRun_run$key;
  canCancel: boolean;
  onChanged: () => void;
}

/** One plan on the deal: how far it has come, and its tasks. */
export function PlanRun({ run: key, canCancel, onChanged }: Props) {
  const { t } = useTranslation('plans');
  const run = useFragment(
    graphql`
      fragment PlanRun_run on PlanRun {
        id
        version
        status
        done
        total
        startedAt
        startedBy {
          name
        }
        plan {
          id
          name
        }
        stage {
          id
          name
        }
        tasks {
          id
          version
          title
          status
          dueAt
        }
      }
    `,
    key,
  );
  const [cancelRun, busy] = useStep<PlanRunCancelMutation>(graphql`
    mutation PlanRunCancelMutation($input: CancelPlanRunInput!) {
      cancelPlanRun(input: $input) {
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
  const { name } = run.plan;
  const open = run.tasks.filter(({ status }) => status === 'OPEN').length;
  const cancel = async () => {
    const sure = await confirm({
      title: t('runs.cancelTitle', { name }),
      body: t('runs.cancelBody', { count: open }),
      confirmLabel: t('runs.cancel'),
      danger: true,
    });
    if (!sure) return;
    const result = await cancelRun(run.id, (expectedVersion) => ({ input: { id: run.id, expectedVersion } }));
    if (result.ok) onChanged();
  };

  return (
    <li className={classes.run} aria-label={name}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600} miw={0} component="div">
          {name}{' '}
          {run.status !== 'RUNNING' && (
            <Badge size="xs" variant="default">
              {t(`runs.status.${run.status}`)}
            </Badge>
          )}
        </Text>
        <Group gap={6} wrap="nowrap">
          <Text size="xs" c="dimmed" className="ds-number">
            {t('runs.progress', { done: run.done, total: run.total })}
          </Text>
          {canCancel && run.status === 'RUNNING' && (
            <ActionIcon
              aria-label={t('runs.cancelOf', { name })}
              data-tip={t('runs.cancelOf', { name })}
              loading={busy}
              onClick={() => void cancel()}
            >
              <IconBan size={16} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      <Progress
        size="sm"
        my={6}
        value={run.total === 0 ? 0 : (run.done / run.total) * 100}
        aria-label={t('runs.progress', { done: run.done, total: run.total })}
      />
      <Text size="xs" c="dimmed" component="div">
        {run.stage
          ? t('runs.byStage', { stage: run.stage.name })
          : t('runs.byHand', { name: run.startedBy?.name ?? t('app:history.system') })}
        {' · '}
        <DateText value={run.startedAt} variant="relative" />
      </Text>
      <ul className={classes.tasks} style={{ marginTop: 6 }}>
        {run.tasks.map((task, index) => (
          <RunTask key={task.id} task={task} waiting={waitingAt(run.tasks, index)} />
        ))}
      </ul>
    </li>
  );
}

const ICONS = { OPEN: IconCircle, DONE: IconCircleCheckFilled, CANCELLED: IconBan };

/** A link to the task where it can be worked on: among the deal's tasks. */
function RunTask({ task, waiting }: { task: PlanRun_run$data['tasks'][number]; waiting: boolean }) {
  const { t } = useTranslation('plans');
  const open = task.status === 'OPEN';
  const StatusIcon = ICONS[task.status as keyof typeof ICONS] ?? IconCircle;
  return (
    <li className={classes.task}>
      <StatusIcon size={16} aria-label={t(`runs.task.${task.status}`)} role="img" />
      <Text size="sm" component="span" className={classes.taskTitle}>
        <Anchor
          inherit
          className={open ? undefined : classes.done}
          onClick={() =>
            focusWhenThere(() => document.querySelector<HTMLElement>(`[data-task="${CSS.escape(task.id)}"]`))
          }
          renderRoot={(props) => <Link {...props} to="." search={{ tab: 'tasks' }} />}
        >
          {task.title}
        </Anchor>
        {open && (task.dueAt || waiting) && (
          <Text size="xs" c="dimmed" span>
            {' · '}
            {waiting ? t('waits') : <DateText value={task.dueAt} variant="day" />}
          </Text>
        )}
      </Text>
    </li>
  );
}
