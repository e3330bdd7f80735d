import { Button, Group, Popover, Stack, UnstyledButton } from '@mantine/core';
import { DatePicker, TimeInput } from '@mantine/dates';
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneCell, useFormat } from '@/i18n/format';
import { addDays, END_OF_DAY, instantOf, wallOf, weekday } from '@/i18n/zoned';
import { useCell } from '@/relay/store';
import calendarClasses from '@/ui/Calendar.module.css';
import { useCalendarLabels } from '@/ui/useCalendarLabels';
import classes from './Tasks.module.css';

interface Props {
  value: string | null;
  overdue: boolean;
  disabled?: boolean;
  onChange: (dueAt: string | null) => void;
}

/** The due date as text; a click opens a calendar with the usual choices. Days are those of the user's zone. */
export function DueEdit({ value, overdue, disabled, onChange }: Props) {
  const { t } = useTranslation('tasks');
  const [opened, setOpened] = useState(false);
  const text = <DueText value={value} />;
  const look = overdue ? `${classes.dueButton} ${classes.overdue}` : classes.dueButton;
  if (disabled) return <span className={look}>{text}</span>;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={look} onClick={() => setOpened((old) => !old)}>
          <IconCalendar size={15} aria-hidden />
          {text}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('due.label')}>
        {opened && (
          <DueChoice
            value={value}
            onChoose={(next) => {
              setOpened(false);
              if (next !== value) onChange(next);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

export function DueText({ value }: { value: string | null }) {
  const { t, i18n } = useTranslation('tasks');
  const format = useFormat();
  const zone = useCell(timeZoneCell);
  if (!value) return t('due.none');
  const { day, time } = wallOf(value, zone);
  const today = wallOf(Date.now(), zone).day;
  const clock = time === END_OF_DAY ? '' : time;
  const name =
    day === today
      ? t('due.today')
      : day === addDays(today, 1)
        ? t('due.tomorrow')
        : day === addDays(today, -1)
          ? t('due.yesterday')
          : format.date(day);
  return (
    <time dateTime={value} className="ds-number" lang={i18n.language}>
      {name} {clock}
    </time>
  );
}

interface ChoiceProps {
  value: string | null;
  onChoose: (dueAt: string | null) => void;
}

function DueChoice({ value, onChoose }: ChoiceProps) {
  const { t } = useTranslation(['tasks', 'common']);
  const calendar = useCalendarLabels();
  const zone = useCell(timeZoneCell);
  const today = wallOf(Date.now(), zone).day;
  const start = value ? wallOf(value, zone) : undefined;
  const [day, setDay] = useState<string | null>(start?.day ?? null);
  const [time, setTime] = useState(start && start.time !== END_OF_DAY ? start.time : '');
  const choose = (chosen: string) => onChoose(instantOf(chosen, time || END_OF_DAY, zone));
  // The next Monday, also on a Monday.
  const monday = addDays(today, (8 - weekday(today)) % 7 || 7);
  return (
    <Stack gap="xs">
      <Group gap={6}>
        <Button size="compact-xs" variant="default" onClick={() => choose(today)}>
          {t('tasks:due.today')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => choose(addDays(today, 1))}>
          {t('tasks:due.tomorrow')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => choose(monday)}>
          {t('tasks:due.nextWeek')}
        </Button>
      </Group>
      <DatePicker
        value={day}
        onChange={setDay}
        size="sm"
        ariaLabels={calendar}
        classNames={{ day: calendarClasses.day }}
      />
      <TimeInput
        size="xs"
        label={t('tasks:due.time')}
        value={time}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
      <Group gap="xs" justify="space-between">
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChoose(null)}>
          {t('tasks:due.clear')}
        </Button>
        <Button size="compact-sm" disabled={!day} onClick={() => day && choose(day)}>
          {t('common:action.save')}
        </Button>
      </Group>
    </Stack>
  );
}
