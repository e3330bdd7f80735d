import { Button, Group } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import IconFilterOff from '@tabler/icons-react/dist/esm/icons/IconFilterOff.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from './Empty';

interface Props {
  /** Chips or a text narrow the list: then they are why nothing is there. */
  filtered: boolean;
  onClear: () => void;
  icon: Icon;
  title: string;
  /** What the list is for. */
  children: ReactNode;
  createLabel: string;
  /** Absent for those who only read. */
  onCreate?: () => void;
  /** Absent for those who may not, and for what no file brings in. */
  onImport?: () => void;
}

/** A list without rows: nothing matches, or nothing is there yet. */
export function ListEmpty({
  filtered,
  onClear,
  icon,
  title,
  children,
  createLabel,
  onCreate,
  onImport,
}: Props) {
  const { t } = useTranslation(['common', 'app']);
  if (!filtered) {
    return (
      <Empty
        icon={icon}
        title={title}
        action={
          (onCreate || onImport) && (
            <Group justify="center" gap="sm">
              {onCreate && <Button onClick={onCreate}>{createLabel}</Button>}
              {onImport && (
                <Button variant="default" onClick={onImport}>
                  {t('app:list.import')}
                </Button>
              )}
            </Group>
          )
        }
      >
        {children}
      </Empty>
    );
  }
  return (
    <Empty
      icon={IconFilterOff}
      title={t('table.noMatch')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('filter.clear')}
        </Button>
      }
    >
      {t('table.noMatchHint')}
    </Empty>
  );
}
