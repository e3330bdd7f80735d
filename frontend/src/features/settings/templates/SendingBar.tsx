import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';

interface Props {
  /** From 0 to 1. */
  part: number;
  onStop: () => void;
}

/** How much of a document has arrived, and a way to stop it. */
export function SendingBar({ part, onStop }: Props) {
  const { t } = useTranslation('documents');
  const format = useFormat();
  return (
    <Group gap="sm" wrap="nowrap">
      <Progress value={part * 100} animated flex={1} aria-label={t('sending')} />
      <Text size="sm" className="ds-number">
        {format.percent(Math.round(part * 100))}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onStop}>
        {t('stop')}
      </Button>
    </Group>
  );
}
