import { ActionIcon, Anchor, Button, Group, Text } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { PlanRow_plan$key } from '@/__generated__/PlanRow_plan.graphql';
import classes from '../Settings.module.css';

interface Props {
  plan: PlanRow_plan$key;
  manage: boolean;
  onEdit?: () => void;
  onArchive?: () => void;
  onRestore?: () => void;
}

/** One plan: how much it asks for, and which stages start it. */
export function PlanRow({ plan, manage, onEdit, onArchive, onRestore }: Props) {
  const { t } = useTranslation(['plans', 'common']);
  const data = useFragment(
    graphql`
      fragment PlanRow_plan on ActivityPlan {
        id
        name
        description
        items {
          id
        }
        stages {
          id
          name
          pipeline {
            id
            name
          }
        }
      }
    `,
    plan,
  );
  return (
    <li className={classes.row}>
      <div className={classes.grow}>
        <Text size="sm" fw={600}>
          {data.name}
        </Text>
        {data.description && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {data.description}
          </Text>
        )}
        <Text size="xs" c="dimmed" component="div">
          {t('plans:tasks', { count: data.items.length })}
          {' · '}
          {data.stages.length === 0 ? t('plans:byHand') : `${t('plans:startedBy')} `}
          {data.stages.map(({ id, name, pipeline }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <Anchor
                size="xs"
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
      {manage && (
        <Group gap={0} wrap="nowrap">
          {onEdit && (
            <ActionIcon aria-label={`${t('common:action.edit')}: ${data.name}`} onClick={onEdit}>
              <IconPencil size={16} />
            </ActionIcon>
          )}
          {onArchive && (
            <ActionIcon aria-label={`${t('common:action.archive')}: ${data.name}`} onClick={onArchive}>
              <IconArchive size={16} />
            </ActionIcon>
          )}
          {onRestore && (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`${t('common:action.restore')}: ${data.name}`}
              onClick={onRestore}
            >
              {t('common:action.restore')}
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}
