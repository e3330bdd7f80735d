import { Badge } from '@mantine/core';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconClockExclamation from '@tabler/icons-react/dist/esm/icons/IconClockExclamation.mjs';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { useNow } from '../board/useNow';
import { dueTone } from './due';

const COLOURS = { overdue: 'red', soon: 'amber', later: 'gray' } as const;

/** Until when somebody has to decide, told by words and shape as well as colour. */
export function DueBadge({ dueAt }: { dueAt: string | null | undefined }) {
  const { t } = useTranslation('approvals');
  const format = useFormat();
  const tone = useNow((now) => dueTone(dueAt, now));
  const relative = useNow(() => (dueAt ? format.relative(dueAt) : ''));
  if (!dueAt || tone === 'none') return null;
  const DueIcon = tone === 'overdue' ? IconClockExclamation : IconClock;
  return (
    <Badge
      variant="light"
      color={COLOURS[tone]}
      tt="none"
      data-due={tone}
      data-tip={format.dateTime(dueAt)}
      leftSection={<DueIcon size={14} aria-hidden />}
    >
      {t(tone === 'overdue' ? 'due.overdue' : 'due.in', { when: relative })}
    </Badge>
  );
}
