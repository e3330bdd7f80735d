import { Alert, Group, Text } from '@mantine/core';
import IconArrowMerge from '@tabler/icons-react/dist/esm/icons/IconArrowMerge.mjs';
import { useTranslation } from 'react-i18next';
import { RecordLink } from '../records/RecordLink';
import type { MergeKind } from './model';

interface Props {
  kind: MergeKind;
  /** The record it is part of now. */
  into: { readonly id: string; readonly name: string };
}

/** The page of a merged record: where everything is now. Its own history stays here. */
export function MergedNotice({ kind, into }: Props) {
  const { t } = useTranslation('merging');
  return (
    <Alert
      mx="var(--ds-gutter)"
      mb="md"
      color="amber"
      icon={<IconArrowMerge size={18} aria-hidden />}
      title={t('notice.title', { name: into.name })}
    >
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t(`notice.${kind}`)}</Text>
        <RecordLink kind={kind} id={into.id} fw={600}>
          {t('notice.open', { name: into.name })}
        </RecordLink>
      </Group>
    </Alert>
  );
}
