import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconFileExport from '@tabler/icons-react/dist/esm/icons/IconFileExport.mjs';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
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
}

/** What else can be done with a list: bring records in, and take them out. Also in the command palette. */
export function ListMenu({ source }: { source: ListSource }) {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const canManage = useCanManage();
  const [exporting, setExporting] = useState(false);
  const { kind, title } = source;
  const items = useMemo(
    (): Command[] => [
      ...(kind && canManage
        ? [
            {
              id: 'list.import',
              label: t('list.import'),
              group: title,
              icon: IconFileImport,
              run: () => void navigate({ to: '/import', search: { kind: kind.toLowerCase() } }),
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
    [t, kind, title, canManage, navigate],
  );
  useCommands(items);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('list.more')}>
            <ActionIcon size={36} variant="default" aria-label={t('list.more')}>
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
