import { Button } from '@mantine/core';
import IconFilterOff from '@tabler/icons-react/dist/esm/icons/IconFilterOff.mjs';
import IconLayoutKanban from '@tabler/icons-react/dist/esm/icons/IconLayoutKanban.mjs';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/ui/Empty';

interface Props {
  filtered: boolean;
  onClearFilter: () => void;
  onCreate?: () => void;
}

export function BoardEmpty({ filtered, onClearFilter, onCreate }: Props) {
  const { t } = useTranslation('board');
  if (filtered) {
    return (
      <Empty
        icon={IconFilterOff}
        title={t('empty.noMatch')}
        action={
          <Button variant="default" mt="xs" onClick={onClearFilter}>
            {t('empty.clear')}
          </Button>
        }
      >
        {t('empty.noMatchHint')}
      </Empty>
    );
  }
  return (
    <Empty
      icon={IconLayoutKanban}
      title={t('empty.noDeals')}
      action={
        onCreate && (
          <Button mt="xs" onClick={() => onCreate()}>
            {t('create')}
          </Button>
        )
      }
    >
      {t('empty.noDealsHint')}
    </Empty>
  );
}
