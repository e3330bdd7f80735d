import { ActionIcon, Checkbox, Group, Popover, Stack, Tooltip } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconColumns from '@tabler/icons-react/dist/esm/icons/IconColumns.mjs';
import { useTranslation } from 'react-i18next';

interface Props {
  columns: readonly { id: string; header: string; fixed: boolean }[];
  hidden: readonly string[];
  onToggle: (id: string) => void;
  onMove: (id: string, by: -1 | 1) => void;
}

/** Shows, hides and orders columns, by mouse or keyboard alike. */
export function ColumnMenu({ columns, hidden, onToggle, onMove }: Props) {
  const { t } = useTranslation('common');
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('table.columns')}>
          <ActionIcon aria-label={t('table.columns')} size={24}>
            <IconColumns size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={4} mah={360} style={{ overflow: 'auto' }}>
          {columns.map(({ id, header, fixed }, index) => (
            <Group key={id} justify="space-between" wrap="nowrap" gap="lg">
              <Checkbox
                size="xs"
                label={header}
                disabled={fixed}
                checked={!hidden.includes(id)}
                onChange={() => onToggle(id)}
              />
              <Group gap={0} wrap="nowrap">
                <ActionIcon
                  size="sm"
                  disabled={index === 0}
                  onClick={() => onMove(id, -1)}
                  aria-label={t('table.moveLeft', { column: header })}
                >
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  disabled={index === columns.length - 1}
                  onClick={() => onMove(id, 1)}
                  aria-label={t('table.moveRight', { column: header })}
                >
                  <IconArrowDown size={14} />
                </ActionIcon>
              </Group>
            </Group>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
