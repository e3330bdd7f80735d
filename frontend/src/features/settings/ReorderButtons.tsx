import { ActionIcon, Group } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import { useTranslation } from 'react-i18next';
import classes from './Settings.module.css';

interface Props {
  name: string;
  index: number;
  count: number;
  disabled?: boolean;
  onMove: (from: number, to: number) => void;
}

export function ReorderButtons({ name, index, count, disabled, onMove }: Props) {
  const { t } = useTranslation('settings');
  return (
    <Group gap={0} wrap="nowrap">
      <ActionIcon
        size="md"
        className={classes.quiet}
        disabled={disabled || index === 0}
        aria-label={t('move.up', { name })}
        onClick={() => onMove(index, index - 1)}
      >
        <IconArrowUp size={15} />
      </ActionIcon>
      <ActionIcon
        size="md"
        className={classes.quiet}
        disabled={disabled || index === count - 1}
        aria-label={t('move.down', { name })}
        onClick={() => onMove(index, index + 1)}
      >
        <IconArrowDown size={15} />
      </ActionIcon>
    </Group>
  );
}
