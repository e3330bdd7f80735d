import { ActionIcon, Menu } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconArchiveOff from '@tabler/icons-react/dist/esm/icons/IconArchiveOff.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconVersions from '@tabler/icons-react/dist/esm/icons/IconVersions.mjs';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileItem_file$data } from '@/__generated__/FileItem_file.graphql';

interface Props {
  target: RefObject<HTMLButtonElement | null>;
  file: FileItem_file$data;
  canWrite: boolean;
  onOpen: () => void;
  onEdit: () => void;
  onAddVersion: () => void;
  onVersions: () => void;
  onPutAway: () => void;
  onTakeOut: () => void;
}

/** What can be done with a file. */
export function FileMenu({ target, file, canWrite, ...on }: Props) {
  const { t } = useTranslation('files');
  const { name, archived, current } = file;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon ref={target} aria-label={t('moreOf', { name })}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {current.preview !== 'NONE' && (
          <Menu.Item leftSection={<IconEye size={16} aria-hidden />} onClick={on.onOpen}>
            {t('preview')}
          </Menu.Item>
        )}
        <Menu.Item
          component="a"
          href={current.url}
          download
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('download')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={on.onVersions}>
          {t('versions')}
        </Menu.Item>
        {canWrite && !archived && (
          <>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={on.onEdit}>
              {t('edit')}
            </Menu.Item>
            <Menu.Item leftSection={<IconVersions size={16} aria-hidden />} onClick={on.onAddVersion}>
              {t('addVersion')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={on.onPutAway}>
              {t('putAway')}
            </Menu.Item>
          </>
        )}
        {canWrite && archived && (
          <Menu.Item leftSection={<IconArchiveOff size={16} aria-hidden />} onClick={on.onTakeOut}>
            {t('takeOut')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
