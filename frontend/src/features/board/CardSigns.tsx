import { Tooltip, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import classes from './BoardCard.module.css';
import { ageOf, taskTone, useNow } from './useNow';

/** How long the deal has been in its stage, as short as the language can say it. */
export function Age({ since }: { since: string }) {
  const { t, i18n } = useTranslation('board');
  const format = useFormat();
  const shown = useNow((now) => {
    const { unit, value } = ageOf(since, now);
    return `${unit} ${value}`;
  });
  const [unit = 'hour', value = '0'] = shown.split(' ');
  const short = useMemo(
    () => new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'narrow' }),
    [i18n.language, unit],
  );
  const count = Number(value);
  const long = unit === 'day' ? t('ageDays', { count }) : t('ageHours', { count });
  return (
    <Tooltip label={t('since', { date: format.dateTime(since) })}>
      <span className={classes.age}>
        <span aria-hidden>{short.format(count)}</span>
        <VisuallyHidden>{long}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}

interface DotProps {
  task: { readonly title: string; readonly dueAt: string | null | undefined } | null | undefined;
}

/** What is to be done next: red overdue, yellow nothing planned, green planned. Told by shape as well as colour. */
export function TaskDot({ task }: DotProps) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const tone = useNow((now) => taskTone(task?.dueAt, Boolean(task), now));
  const title = task?.title ?? '';
  const label =
    tone === 'none'
      ? t('task.none')
      : task?.dueAt
        ? t(`task.${tone}`, { title, date: format.dateTime(task.dueAt) })
        : t('task.undated', { title });
  return (
    <Tooltip label={label} multiline maw={280}>
      <span className={classes.task}>
        <span className={classes.dot} data-tone={tone} aria-hidden />
        <VisuallyHidden>{label}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
