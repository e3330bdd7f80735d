import { Button, SegmentedControl, Select } from '@mantine/core';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconBellCheck from '@tabler/icons-react/dist/esm/icons/IconBellCheck.mjs';
import IconFilterOff from '@tabler/icons-react/dist/esm/icons/IconFilterOff.mjs';
import { useTranslation } from 'react-i18next';
import type { NotificationKind } from '@/__generated__/line_notification.graphql';
import { Empty } from '@/ui/Empty';
import { KINDS, kindOf } from './line';
import classes from './Notifications.module.css';

/** Which notifications are shown. */
export interface Chosen {
  readonly unread: boolean;
  readonly kind?: NotificationKind;
}

interface Props {
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

export function NotificationFilters({ chosen, onChoose }: Props) {
  const { t } = useTranslation('notifications');
  return (
    <div className={classes.filters}>
      <SegmentedControl
        size="xs"
        aria-label={t('filter.label')}
        value={chosen.unread ? 'unread' : 'all'}
        onChange={(next) => onChoose({ ...chosen, unread: next === 'unread' })}
        data={[
          { value: 'all', label: t('filter.all') },
          { value: 'unread', label: t('filter.unread') },
        ]}
      />
      <Select
        size="xs"
        className={classes.kind}
        aria-label={t('filter.kind')}
        placeholder={t('filter.anyKind')}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.anyKind') }}
        // In a panel a list outside of it would count as a click beside it.
        comboboxProps={{ withinPortal: false }}
        value={chosen.kind ?? null}
        onChange={(next) => onChoose({ ...chosen, kind: kindOf(next ?? undefined) })}
        data={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
    </div>
  );
}

/** Why nothing stands there. */
export function NothingToTell({ chosen, onChoose }: Props) {
  const { t } = useTranslation('notifications');
  if (chosen.kind) {
    return (
      <Empty
        icon={IconFilterOff}
        title={t('empty.kind')}
        action={
          <Button size="xs" variant="default" onClick={() => onChoose({ unread: false })}>
            {t('empty.clear')}
          </Button>
        }
      />
    );
  }
  return chosen.unread ? (
    <Empty icon={IconBellCheck} title={t('empty.unread')}>
      {t('empty.unreadHint')}
    </Empty>
  ) : (
    <Empty icon={IconBell} title={t('empty.all')}>
      {t('empty.allHint')}
    </Empty>
  );
}
