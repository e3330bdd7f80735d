import { Button, Menu } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconBookmark from '@tabler/icons-react/dist/esm/icons/IconBookmark.mjs';
import IconDeviceFloppy from '@tabler/icons-react/dist/esm/icons/IconDeviceFloppy.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '@/app/viewer';
import type { ListSearch } from '@/searchParams';
import type { FilterField } from '@/ui/FilterBar';
import { isSame, stateOf, storedOf } from './state';
import { type SavedView, useSavedViews } from './useSavedViews';
import { useViewActions } from './useViewActions';

const ViewForms = lazy(() => import('./ViewForms'));

interface Props {
  fields: readonly FilterField[];
  search: ListSearch;
  change: (patch: Partial<ListSearch>) => void;
  pipelines: readonly { readonly id: string; readonly name: string }[];
  pipelineId: string;
}

/** The saved view that a board was opened as: its name, and what can be done with it. */
export default function BoardSavedView(props: Props) {
  const { views } = useSavedViews();
  const current = views.find(({ id }) => id === props.search.view);
  return current && <Loaded {...props} current={current} />;
}

function Loaded({ fields, search, change, pipelines, pipelineId, current }: Props & { current: SavedView }) {
  const { t } = useTranslation('views');
  const { timeZone } = useViewer();
  const actions = useViewActions();
  const [editing, setEditing] = useState(false);
  // What the board has no filter for is kept as it is.
  const kept = stateOf(current, fields, timeZone);
  const present = { ...kept, conditions: search.filter ?? [], search: search.q };
  const stored = storedOf(present, fields, timeZone);
  const changed = current.pipeline?.id !== pipelineId || !isSame(stored, storedOf(kept, fields, timeZone));

  const update = async () => {
    const { ok } = await actions.update(current.id, { ...stored, pipelineId });
    if (ok) actions.saved(current.name);
  };
  const putAway = async () => {
    if (await actions.putAway(current)) change({ view: undefined });
  };
  if (!current.viewerCanEdit)
    return <strong data-tip={t('sharedBy', { name: current.owner.name })}>{current.name}</strong>;
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="compact-md"
            variant="subtle"
            color="gray"
            leftSection={<IconBookmark size={16} aria-hidden />}
          >
            {current.name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {changed && (
            <Menu.Item leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={() => void update()}>
              {t('changed.update')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)}>
            {t('edit.open')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => void putAway()}>
            {t('putAway.open')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {editing && (
        <Suspense fallback={null}>
          <ViewForms
            edited={current}
            // What stands in no chip here is the board's own, or was on it before.
            present={{ conditions: present.conditions, rest: undefined }}
            pipelines={pipelines}
            actions={actions}
            onClose={() => setEditing(false)}
          />
        </Suspense>
      )}
    </>
  );
}
