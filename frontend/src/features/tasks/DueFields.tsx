import { SimpleGrid } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { DateInput } from '@/ui/DateInput';

interface Props {
  day: string | null;
  time: string;
  error?: string;
  onDay: (day: string | null) => void;
  onTime: (time: string) => void;
}

/** Day and, if wanted, time; both of the user's own clock. */
export function DueFields({ day, time, error, onDay, onTime }: Props) {
  const { t } = useTranslation(['tasks', 'app']);
  return (
    <SimpleGrid cols={2} spacing="sm">
      <DateInput label={t('app:field.dueAt')} clearable value={day} error={error} onChange={onDay} />
      <TimeInput
        label={t('tasks:due.time')}
        disabled={!day}
        value={time}
        onChange={(event) => onTime(event.currentTarget.value)}
      />
    </SimpleGrid>
  );
}
