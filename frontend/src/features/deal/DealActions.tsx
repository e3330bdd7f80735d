import { Button, Group, Menu } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconRotate from '@tabler/icons-react/dist/esm/icons/IconRotate.mjs';
import IconThumbDown from '@tabler/icons-react/dist/esm/icons/IconThumbDown.mjs';
import IconTrophy from '@tabler/icons-react/dist/esm/icons/IconTrophy.mjs';
import IconUserShare from '@tabler/icons-react/dist/esm/icons/IconUserShare.mjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { DealActions_deal$key } from '@/__generated__/DealActions_deal.graphql';
import { type Command, useCommands } from '@/app/commands';
import { useShortcut } from '@/app/shortcuts';
import { confirm } from '@/ui/confirm';
import { DealDialogs } from './DealDialogs';
import { useMoveDeal } from './useDealMoves';
import { useDealStatus } from './useDealStatus';

interface Props {
  deal: DealActions_deal$key;
  dialog: string | undefined;
  onDialog: (dialog: string | undefined) => void;
}

/** What can be done with the deal: as a menu, as keys, and in the command palette. */
export function DealActions({ deal: key, dialog, onDialog }: Props) {
  const { t } = useTranslation('deals');
  const deal = useFragment(
    graphql`
      fragment DealActions_deal on Deal {
        id
        version
        name
        status
        viewerCanEdit
        pipeline {
          id
          stages {
            id
            version
            name
            kind
          }
        }
        ...DealDialogs_deal
      }
    `,
    key,
  );
  const move = useMoveDeal(deal.id);
  const { reactivate } = useDealStatus(deal.id);
  const { status, viewerCanEdit: canEdit, name } = deal;
  const won = deal.pipeline.stages.find(({ kind }) => kind === 'WON');

  const actions = useMemo((): Command[] => {
    if (!canEdit) return [];
    const group = t('actions');
    const action = (id: string, icon: Command['icon'], run: () => void, shortcut?: string): Command => ({
      id: `deal.${id}`,
      label: t(`action.${id}`),
      group,
      icon,
      shortcut,
      run,
    });
    const win = async () => {
      const sure =
        won &&
        (await confirm({
          title: t('won.title'),
          body: t('won.body', { name }),
          confirmLabel: t('won.confirm'),
        }));
      if (sure) await move(won);
    };
    const open = status === 'OPEN';
    return [
      ...(open && won ? [action('won', IconTrophy, () => void win())] : []),
      ...(open ? [action('lost', IconThumbDown, () => onDialog('lost'))] : []),
      ...(status === 'INACTIVE' ? [action('takeUp', IconPlayerPlay, () => void reactivate())] : []),
      ...(status === 'WON' || status === 'LOST'
        ? [action('reopen', IconRotate, () => onDialog('reopen'))]
        : []),
      ...(status === 'INACTIVE' ? [] : [action('move', IconArrowsExchange, () => onDialog('move'), 'm')]),
      action('assign', IconUserShare, () => onDialog('assign'), 'a'),
      ...(open ? [action('putAside', IconArchive, () => onDialog('inactive'))] : []),
      action('share', IconLock, () => onDialog('share')),
    ];
  }, [t, canEdit, status, won, name, move, reactivate, onDialog]);
  useCommands(actions);

  const group = t('actions');
  useShortcut('m', () => canEdit && status !== 'INACTIVE' && onDialog('move'), {
    label: t('action.move'),
    group,
  });
  useShortcut('a', () => canEdit && onDialog('assign'), { label: t('action.assign'), group });
  useShortcut('e', () => document.querySelector<HTMLElement>('[data-edit-name] button')?.click(), {
    label: t('action.edit'),
    group,
  });

  if (!canEdit) return null;
  return (
    <Group gap="xs">
      {status === 'OPEN' && (
        <Button
          size="sm"
          variant="light"
          leftSection={<IconTrophy size={16} aria-hidden />}
          onClick={() => actions.find(({ id }) => id === 'deal.won')?.run()}
        >
          {t('action.won')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="sm" variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map(({ id, label, icon: Icon, run }) => (
            <Menu.Item key={id} leftSection={Icon && <Icon size={16} aria-hidden />} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <DealDialogs deal={deal} dialog={dialog} onClose={() => onDialog(undefined)} />
    </Group>
  );
}
