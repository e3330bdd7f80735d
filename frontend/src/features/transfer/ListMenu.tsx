import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconFileExport from '@tabler/icons-react/dist/esm/icons/IconFileExport.mjs';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Command, useCommands } from '@/app/commands';
import { useCanManage } from '@/app/viewer';
import type { ExportList, Shown } from './export/file';
import type { ImportKind } from './kinds';

const ExportDialog = lazy(() => import('./export/ExportDialog'));

/** A list as its file is made: what it shows now. */
export interface ListSource {
  list: ExportList;
  title: string;
  shown: Shown;
  /** The table whose columns are those of the file. */
  table?: string;
  /** What can be imported into it. */
  kind?: ImportKind;
  /** Of its button, where the ones beside it are smaller. */
  size?: number;
}

/** Opens the import of what a list has; nothing for those who may not, and where no file brings it in. */
export function useImport(kind: ImportKind | undefined): (() => void) | undefined {
  const navigate = useNavigate();
  const canManage = useCanManage();
  const run = useCallback(
    () => void navigate({ to: '/import', search: kind && { kind: kind.toLowerCase() } }),
    [navigate, kind],
  );
  return kind && canManage ? run : undefined;
}

/** What else can be done with a list: bring records in, and take them out. Also in the command palette. */
export function ListMenu({ source }: { source: ListSource }) {
  const { t } = useTranslation('app');
  const [exporting, setExporting] = useState(false);
  const { kind, title, size = 36 } = source;
  const bringIn = useImport(kind);
  const items = useMemo(
    (): Command[] => [
      ...(bringIn
        ? [
            {
              id: 'list.import',
              label: t('list.import'),
              group: title,
              icon: IconFileImport,
              run: bringIn,
            },
          ]
        : []),
      {
        id: 'list.export',
        label: t('list.export'),
        group: title,
        icon: IconFileExport,
        keywords: ['csv', 'xlsx', 'excel'],
        run: () => setExporting(true),
      },
    ],
    [t, title, bringIn],
  );
  useCommands(items);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('list.more')}>
            <ActionIcon size={size} variant="default" aria-label={t('list.more')}>
              <IconDots size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map(({ id, label, icon: ItemIcon, run }) => (
            <Menu.Item key={id} leftSection={ItemIcon && <ItemIcon size={16} aria-hidden />} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {exporting && (
        <Suspense fallback={null}>
          <ExportDialog source={source} onClose={() => setExporting(false)} />
        </Suspense>
      )}
    </>
  );
}
