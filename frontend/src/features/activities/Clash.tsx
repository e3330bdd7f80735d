import { Alert } from '@mantine/core';
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs';
import { useTranslation } from 'react-i18next';
import type { ConflictError } from '../records/merge';

/** Somebody else changed the same while the form was open: saving again puts one's own in its place. */
export function Clash({ with: { changedBy } }: { with: ConflictError }) {
  const { t } = useTranslation('activities');
  return (
    <Alert color="amber" icon={<IconGitMerge size={18} />}>
      {changedBy ? t('clashBy', { name: changedBy.name }) : t('clash')}
    </Alert>
  );
}
