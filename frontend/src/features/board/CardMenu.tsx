import { ActionIcon, Menu } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconDotsVertical from '@tabler/icons-react/dist/esm/icons/IconDotsVertical.mjs';
import { useTranslation } from 'react-i18next';
import { stageColor } from '@/ui/colors';
import classes from './BoardCard.module.css';
import { useControl } from './control';
import { findCard } from './place';

interface Props {
  dealId: string;
  name: string;
  stageId: string;
}

/** Everything that dragging does, for keyboards and fingers. Exists only while it is open. */
export function CardMenu({ dealId, name, stageId }: Props) {
  const { t } = useTranslation('board');
  const control = useControl();
  const { stages, groups } = control.now();
  const spot = findCard(groups, dealId);
  const last = (groups.get(stageId)?.length ?? 0) - 1;

  const close = () => {
    if (control.menu.get() !== dealId) return;
    control.menu.set(null);
    control.focus(dealId);
  };
  const act = (run: () => void) => () => {
    control.menu.set(null);
    run();
  };

  return (
    <Menu opened onChange={(opened) => !opened && close()} position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <ActionIcon className={classes.more} size="sm" aria-label={t('menu.open', { deal: name })}>
          <IconDotsVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu} aria-label={t('menu.open', { deal: name })}>
        <Menu.Label>{t('menu.moveTo')}</Menu.Label>
        {stages.map((stage) => (
          <Menu.Item
            key={stage.id}
            disabled={stage.id === stageId || !control.mayEnter(stageId, stage.id)}
            leftSection={
              <span className={classes.stageDot} style={{ background: stageColor(stage.color) }} />
            }
            rightSection={stage.id === stageId ? <IconCheck size={14} aria-hidden /> : undefined}
            onClick={act(() => control.moveTo(dealId, stage.id))}
          >
            {stage.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          disabled={!spot || spot.index === 0}
          leftSection={<IconArrowUp size={16} aria-hidden />}
          onClick={act(() => control.step('up', dealId))}
        >
          {t('menu.up')}
        </Menu.Item>
        <Menu.Item
          disabled={!spot || spot.index >= last}
          leftSection={<IconArrowDown size={16} aria-hidden />}
          onClick={act(() => control.step('down', dealId))}
        >
          {t('menu.down')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
