import { Tooltip } from '@mantine/core';
import { useFormat } from '@/i18n/format';

interface Props {
  /** A calendar day (YYYY-MM-DD) or an instant (RFC 3339). */
  value: string | null | undefined;
  /** `relative` for feeds: "2 hours ago", `day` for lists; both with the full stamp on hover. */
  variant?: 'auto' | 'relative' | 'day';
}

export function DateText({ value, variant = 'auto' }: Props) {
  const format = useFormat();
  if (!value) return <span>–</span>;
  const day = value.length === 10;
  const full = day ? format.date(value) : format.dateTime(value);
  if (variant === 'auto') {
    return (
      <time dateTime={value} className="ds-number">
        {full}
      </time>
    );
  }
  return (
    <Tooltip label={full}>
      <time dateTime={value} className={variant === 'day' ? 'ds-number' : undefined}>
        {variant === 'day' ? format.dayOf(value) : format.relative(value)}
      </time>
    </Tooltip>
  );
}
