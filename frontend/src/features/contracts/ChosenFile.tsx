import { ActionIcon, Text } from '@mantine/core';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { useReorder } from '@/ui/reorder';
import { ReorderButtons } from '../settings/ReorderButtons';
import settings from '../settings/Settings.module.css';
import classes from './Contracts.module.css';
import type { Choice } from './chosen';

interface Props {
  choice: Choice;
  index: number;
  count: number;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
}

/** A file that was chosen, with its place among the others: dragged, or moved by buttons. */
export function ChosenFile({ choice: { name, number }, index, count, onMove, onRemove }: Props) {
  const { t } = useTranslation(['contracts', 'files']);
  const { row, handle, dragging, edge } = useReorder({ list: 'package-files', index, enabled: true, onMove });
  return (
    <li
      ref={row}
      className={settings.row}
      data-dragging={dragging || undefined}
      data-edge={edge ?? undefined}
    >
      <span ref={handle} className={settings.handle} aria-hidden>
        <IconGripVertical size={16} />
      </span>
      <div className={classes.name}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {t('files:number', { number })}
        </Text>
      </div>
      <ReorderButtons name={name} index={index} count={count} onMove={onMove} />
      <ActionIcon aria-label={t('contracts:pick.remove', { name })} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </li>
  );
}
