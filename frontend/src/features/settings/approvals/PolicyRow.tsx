import { ActionIcon, Anchor, Badge, Group, Switch, Text } from '@mantine/core';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { PolicyRow_policy$key } from '@/__generated__/PolicyRow_policy.graphql';
import { reportUserErrors } from '@/app/errors';
import { useReorder } from '@/ui/reorder';
import { ReorderButtons } from '../ReorderButtons';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import own from './Policies.module.css';
import { useConditionText } from './useConditionText';
import { useUpdatePolicy } from './useUpdatePolicy';

interface Props {
  policy: PolicyRow_policy$key;
  index: number;
  count: number;
  moving: boolean;
  onMove: (from: number, to: number) => void;
  onEdit: () => void;
}

/** One policy: what it is about, when it asks, how many steps it takes, and which stages ask for it. */
export function PolicyRow({ policy, index, count, moving, onMove, onEdit }: Props) {
  const { t } = useTranslation(['approvals', 'common']);
  const admin = useIsAdmin();
  const update = useUpdatePolicy();
  const conditionText = useConditionText();
  const data = useFragment(
    graphql`
      fragment PolicyRow_policy on ApprovalPolicy {
        id
        version
        name
        description
        subject
        active
        steps {
          id
          name
        }
        stages {
          id
          name
          pipeline {
            id
            name
          }
        }
        ...useConditionText_policy
      }
    `,
    policy,
  );
  const { row, handle, dragging, edge } = useReorder({ list: 'policies', index, enabled: admin, onMove });
  const setActive = async (active: boolean) => {
    const result = await update(data, { active });
    if (!result.ok) reportUserErrors(result.errors);
  };
  return (
    <li ref={row} className={classes.row} data-dragging={dragging || undefined} data-edge={edge ?? undefined}>
      {admin && (
        <span ref={handle} className={classes.handle} aria-hidden>
          <IconGripVertical size={16} />
        </span>
      )}
      <div className={`${classes.grow} ${own.text}`}>
        <Group gap="xs">
          <Text size="sm" fw={600} span>
            {data.name}
          </Text>
          <Badge size="sm" variant="default" tt="none">
            {t(`approvals:subjectKind.${data.subject}`)}
          </Badge>
        </Group>
        {data.description && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {data.description}
          </Text>
        )}
        <Text size="xs" c="dimmed" component="div">
          {conditionText(data)}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {data.steps.map(({ name }) => name).join(' → ')}
          {data.subject === 'STAGE_ENTRY' && (
            <>
              {' · '}
              {data.stages.length === 0
                ? t('approvals:policies.unused')
                : `${t('approvals:policies.usedBy')} `}
            </>
          )}
          {data.stages.map(({ id, name, pipeline }, place) => (
            <span key={id}>
              {place > 0 && ', '}
              <Anchor
                size="xs"
                underline="always"
                renderRoot={(props) => (
                  <Link
                    {...props}
                    to="/settings/$section"
                    params={{ section: 'pipelines' }}
                    search={{ tab: pipeline.id }}
                  />
                )}
              >
                {name} ({pipeline.name})
              </Anchor>
            </span>
          ))}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap" ml="auto">
        <Switch
          checked={data.active}
          disabled={!admin}
          aria-label={t('approvals:policies.activeOf', { name: data.name })}
          onChange={(event) => void setActive(event.currentTarget.checked)}
        />
        {admin && (
          <Group gap={0} wrap="nowrap">
            <ReorderButtons name={data.name} index={index} count={count} disabled={moving} onMove={onMove} />
            <ActionIcon aria-label={`${t('common:action.edit')}: ${data.name}`} onClick={onEdit}>
              <IconPencil size={16} />
            </ActionIcon>
          </Group>
        )}
      </Group>
    </li>
  );
}
