import { SimpleGrid } from '@mantine/core';
import { DateInput, TimeInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { useDateInputFormat } from '@/i18n/format';
import { useCalendarLabels } from './useCalendarLabels';

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
  const format = useDateInputFormat();
  const calendar = useCalendarLabels();
  return (
    <SimpleGrid cols={2} spacing="sm">
      <DateInput
        label={t('app:field.dueAt')}
        clearable
        ariaLabels={calendar}
        valueFormat={format}
        value={day}
        error={error}
        onChange={onDay}
      />
      <TimeInput
        label={t('tasks:due.time')}
        disabled={!day}
        value={time}
        onChange={(event) => onTime(event.currentTarget.value)}
      />
    </SimpleGrid>
  );
}
