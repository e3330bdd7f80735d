import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import classes from './BoardCard.module.css';
import { ageOf, taskTone, useNow } from './useNow';

/** How long the deal has been in its stage, as short as the language can say it. */
export function Age({ since }: { since: string }) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const shown = useNow((now) => {
    const { unit, value } = ageOf(since, now);
    return `${unit} ${value}`;
  });
  const [unit, value = '0'] = shown.split(' ');
  const count = Number(value);
  const long = unit === 'day' ? t('ageDays', { count }) : t('ageHours', { count });
  return (
    <span className={classes.age} data-tip={t('since', { date: format.dateTime(since) })}>
      <span aria-hidden>{format.short(count, unit === 'day' ? 'day' : 'hour')}</span>
      <VisuallyHidden>{long}</VisuallyHidden>
    </span>
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
    <span className={classes.task} data-tip={label}>
      <span className={classes.dot} data-tone={tone} aria-hidden />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
