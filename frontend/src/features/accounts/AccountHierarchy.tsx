import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconCornerDownRight from '@tabler/icons-react/dist/esm/icons/IconCornerDownRight.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { AccountHierarchy_account$key } from '@/__generated__/AccountHierarchy_account.graphql';
import { RecordLink } from '../records/RecordLink';

interface Props {
  account: AccountHierarchy_account$key;
  /** Absent for those who only read. */
  onAdd?: () => void;
}

/** Where the company sits in its group: what is above and below it, two levels each way. */
export function AccountHierarchy({ account, onAdd }: Props) {
  const { t } = useTranslation('accounts');
  const data = useFragment(
    graphql`
      fragment AccountHierarchy_account on Account {
        id
        name
        parent {
          id
          name
          parent {
            id
            name
          }
        }
        subsidiaries(first: 50) {
          totalCount
          nodes {
            id
            name
            archived
            subsidiaries(first: 20) {
              nodes {
                id
                name
              }
            }
          }
        }
      }
    `,
    account,
  );
  const { parent, subsidiaries } = data;
  const above = [parent?.parent, parent].filter((one) => one !== null && one !== undefined);
  if (above.length === 0 && subsidiaries.nodes.length === 0 && !onAdd) return null;

  return (
    <Stack gap={6} component="section" aria-label={t('hierarchy.title')}>
      <Group justify="space-between">
        <Title order={2} size="h5">
          {t('hierarchy.title')}
        </Title>
        {onAdd && (
          <Button size="compact-xs" variant="subtle" onClick={onAdd}>
            {t('hierarchy.add')}
          </Button>
        )}
      </Group>
      {above.length === 0 && subsidiaries.nodes.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('hierarchy.none')}
        </Text>
      )}
      {above.map((one) => (
        <Group key={one.id} gap={6} wrap="nowrap">
          <IconArrowUp size={15} aria-label={t('hierarchy.above')} style={{ flex: 'none' }} />
          <RecordLink kind="account" id={one.id}>
            {one.name}
          </RecordLink>
        </Group>
      ))}
      {(above.length > 0 || subsidiaries.nodes.length > 0) && (
        <Text size="sm" fw={650} aria-current="true">
          {data.name}
        </Text>
      )}
      {subsidiaries.nodes.map((one) => (
        <Stack key={one.id} gap={4} pl={12}>
          <Group gap={6} wrap="nowrap">
            <IconCornerDownRight size={15} aria-label={t('hierarchy.below')} style={{ flex: 'none' }} />
            <RecordLink kind="account" id={one.id}>
              {one.name}
            </RecordLink>
            {one.archived && (
              <Badge size="xs" variant="default">
                {t('archived')}
              </Badge>
            )}
          </Group>
          {one.subsidiaries.nodes.map((inner) => (
            <Group key={inner.id} gap={6} wrap="nowrap" pl={20}>
              <IconCornerDownRight size={15} aria-label={t('hierarchy.below')} style={{ flex: 'none' }} />
              <RecordLink kind="account" id={inner.id}>
                {inner.name}
              </RecordLink>
            </Group>
          ))}
        </Stack>
      ))}
      {subsidiaries.totalCount > subsidiaries.nodes.length && (
        <Text size="xs" c="dimmed">
          {t('hierarchy.more', { count: subsidiaries.totalCount - subsidiaries.nodes.length })}
        </Text>
      )}
    </Stack>
  );
}
