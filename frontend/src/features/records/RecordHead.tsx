import { ActionIcon, Alert, Badge, Button, Menu, Tooltip } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Command, useCommands } from '@/app/commands';
import { reportUserErrors } from '@/app/errors';
import { useShortcut } from '@/app/shortcuts';
import { offerUndo } from '@/app/undo';
import { useCanWrite } from '@/app/viewer';
import type { SaveResult } from '@/ui/InlineEdit';
import { PageHeader } from '@/ui/PageHeader';
import { PresentPeople } from '../presence/PresentPeople';
import classes from './Record.module.css';

interface Props {
  /** Names the texts: `accounts:title`, `accounts:archived…`. */
  kind: 'accounts' | 'contacts' | 'competitors' | 'products';
  name: string;
  archived: boolean;
  aside?: ReactNode;
  /** Absent where deals do not begin. */
  onNewDeal?: () => void;
  /** Who writes may put away, unless it takes more than that. */
  canArchive?: boolean;
  /** What else can be done with it, in a menu with the archiving; a memoised list. */
  more?: readonly Command[];
  /** Stands where it is said that the record is archived, when there is more to say. */
  notice?: ReactNode;
  setArchived: (archived: boolean) => Promise<SaveResult>;
  onChanged: () => void;
}

const NONE: readonly Command[] = [];

/** The head of a record: way back, name, a new deal, and archiving with its way back. */
export function RecordHead(props: Props) {
  const { kind, name, archived, aside, onNewDeal, canArchive = true, setArchived, onChanged } = props;
  const { more, notice } = props;
  const { t } = useTranslation([kind, 'accounts', 'common']);
  const canWrite = useCanWrite();
  useShortcut('c', () => canWrite && onNewDeal?.(), {
    label: t('accounts:deal.new'),
    group: t(`${kind}:title`),
  });

  useCommands(more ?? NONE);

  const change = async (next: boolean) => {
    const result = await setArchived(next);
    if (result.ok) onChanged();
    else reportUserErrors(result.errors);
    return result.ok;
  };
  const archive = async () => {
    if (!(await change(true))) return;
    offerUndo({ message: t(`${kind}:archivedToast`, { name }), undo: () => change(false) });
  };

  return (
    <>
      <Link to={`/${kind}`} className={classes.back}>
        ← {t(`${kind}:title`)}
      </Link>
      <PageHeader
        title={name}
        aside={
          <>
            {aside}
            <PresentPeople />
            {archived && <Badge variant="default">{t(`${kind}:archived`)}</Badge>}
          </>
        }
        actions={
          canWrite && (
            <>
              {onNewDeal && (
                <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onNewDeal}>
                  {t('accounts:deal.new')}
                </Button>
              )}
              {more ? (
                <MoreMenu items={more} onArchive={!archived && canArchive ? archive : undefined} />
              ) : (
                !archived &&
                canArchive && (
                  <Button
                    variant="default"
                    leftSection={<IconArchive size={16} aria-hidden />}
                    onClick={() => void archive()}
                  >
                    {t('common:action.archive')}
                  </Button>
                )
              )}
            </>
          )
        }
      />
      {notice}
      {archived && !notice && (
        <Alert mx="var(--ds-gutter)" mb="md" color="gray" title={t(`${kind}:archivedNotice`)}>
          {canWrite && canArchive && (
            <Button size="compact-sm" variant="default" onClick={() => void change(false)}>
              {t('common:action.restore')}
            </Button>
          )}
        </Alert>
      )}
    </>
  );
}

interface MenuProps {
  items: readonly Command[];
  /** Absent where it is archived already, or may not be. */
  onArchive?: () => Promise<void>;
}

/** Further actions; nothing where there are none. */
function MoreMenu({ items, onArchive }: MenuProps) {
  const { t } = useTranslation('common');
  if (items.length === 0 && !onArchive) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('action.more')}>
          <ActionIcon size={36} variant="default" aria-label={t('action.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ id, label, icon: ItemIcon, run }) => (
          <Menu.Item key={id} leftSection={ItemIcon && <ItemIcon size={16} aria-hidden />} onClick={run}>
            {label}
          </Menu.Item>
        ))}
        {onArchive && (
          <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => void onArchive()}>
            {t('action.archive')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
