import { Button, Group, Menu } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconBookmarkPlus from '@tabler/icons-react/dist/esm/icons/IconBookmarkPlus.mjs';
import IconBookmarks from '@tabler/icons-react/dist/esm/icons/IconBookmarks.mjs';
import IconLayoutKanban from '@tabler/icons-react/dist/esm/icons/IconLayoutKanban.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { useTranslation } from 'react-i18next';
import { useViewer } from '@/app/viewer';
import { ViewTabs } from '@/ui/ViewTabs';
import type { SavedView } from './useSavedViews';

interface Props {
  builtIn: readonly { value: string; label: string }[];
  views: readonly SavedView[];
  value: string;
  current: SavedView | undefined;
  onChange: (value: string) => void;
  onSave: () => void;
  onEdit: () => void;
  onPutAway: () => void;
}

/** As many saved views stand beside the built-in ones; the menu has them all. */
const TABS = 4;

/** Built-in views, saved views, and what can be done with them. */
export function ViewsBar(props: Props) {
  const { builtIn, views, value, current, onChange } = props;
  const { t } = useTranslation('views');
  const viewer = useViewer();
  const icon = ({ layout }: SavedView) =>
    layout === 'BOARD' ? <IconLayoutKanban size={14} aria-hidden /> : undefined;
  const first = views.slice(0, TABS);
  const tabs = current && !first.includes(current) ? [...first, current] : first;

  return (
    <Group gap={0} wrap="nowrap" align="flex-start" pr="var(--ds-gutter)">
      <div style={{ flex: 1, minWidth: 0 }}>
        <ViewTabs
          label={t('label')}
          value={value}
          views={[
            ...builtIn,
            ...tabs.map((view) => ({
              value: view.id,
              label: view.name,
              icon: icon(view),
              tip: view.owner.id === viewer.id ? undefined : t('sharedBy', { name: view.owner.name }),
            })),
          ]}
          onChange={onChange}
        />
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-md"
            variant="subtle"
            color="gray"
            mt={4}
            style={{ flex: '0 0 auto' }}
            leftSection={<IconBookmarks size={16} aria-hidden />}
          >
            {t('menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} maw={320} style={{ overflow: 'auto' }}>
          <Menu.Item leftSection={<IconBookmarkPlus size={16} aria-hidden />} onClick={props.onSave}>
            {t('save.open')}
          </Menu.Item>
          {current?.viewerCanEdit && (
            <>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={props.onEdit}>
                {t('edit.open')}
              </Menu.Item>
              <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={props.onPutAway}>
                {t('putAway.open')}
              </Menu.Item>
            </>
          )}
          {views.length > TABS && <Menu.Divider />}
          {views.length > TABS &&
            views.map((view) => (
              <Menu.Item
                key={view.id}
                leftSection={icon(view)}
                aria-current={view === current || undefined}
                onClick={() => onChange(view.id)}
              >
                {view.owner.id === viewer.id ? view.name : `${view.name} · ${view.owner.name}`}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
