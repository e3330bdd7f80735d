import IconArrowMerge from '@tabler/icons-react/dist/esm/icons/IconArrowMerge.mjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '@/app/commands';
import { useCanManage, useCanWrite, useViewer } from '@/app/viewer';
import type { MergeKind } from './model';

interface Of {
  readonly archived: boolean;
  readonly owner: { readonly id: string };
}

/** "Merge…" for the head of a record, where the viewer may: managers any record, others their own. Pass a stable `open`. */
export function useMergeCommand(kind: MergeKind, { archived, owner }: Of, open: () => void): Command[] {
  const { t } = useTranslation(['merging', 'accounts', 'contacts']);
  const viewer = useViewer();
  const canManage = useCanManage();
  const canWrite = useCanWrite();
  const allowed = canWrite && !archived && (canManage || owner.id === viewer.id);
  return useMemo(
    () =>
      allowed
        ? [
            {
              id: `${kind}.merge`,
              label: t('merging:action'),
              group: t(`${kind}s:title`),
              icon: IconArrowMerge,
              run: open,
            },
          ]
        : [],
    [allowed, t, kind, open],
  );
}
