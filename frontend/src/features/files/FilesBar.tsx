import { ActionIcon, Button, Group, Select, Text } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconSortAscending from '@tabler/icons-react/dist/esm/icons/IconSortAscending.mjs';
import IconSortDescending from '@tabler/icons-react/dist/esm/icons/IconSortDescending.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useUploadLimits } from '@/relay/uploadLimits';
import { LookupPicker } from '@/ui/pickers';
import classes from './Files.module.css';
import { FIELDS, type Field, type Shown, startsDescending } from './shown';
import { sizeText } from './sizes';

interface Props {
  shown: Shown;
  onShown: (shown: Shown) => void;
  /** Absent for those who only read. */
  onAdd: (() => void) | undefined;
  /** Another way to a new file. */
  begin?: ReactNode;
}

/** Room for new files, and what chooses among those that are there. */
export function FilesBar({ shown, onShown, onAdd, begin }: Props) {
  const { t, i18n } = useTranslation('files');
  const most = useUploadLimits()?.fileBytes;
  const { field, descending, categoryId, away } = shown;
  const way = t(descending ? 'descending' : 'ascending');
  return (
    <Group gap="xs" mb="sm" className={classes.bar}>
      {onAdd && (
        <>
          <Button size="xs" leftSection={<IconUpload size={16} aria-hidden />} onClick={onAdd}>
            {t('add')}
          </Button>
          {begin}
          {most !== undefined && (
            <Text size="xs" c="dimmed" className={classes.hint}>
              {t('hint', { most: sizeText(i18n.language, most) })}
            </Text>
          )}
        </>
      )}
      <Group gap="xs" ml="auto" className={classes.choices}>
        <LookupPicker
          kind="FILE_CATEGORY"
          size="xs"
          aria-label={t('category')}
          placeholder={t('anyCategory')}
          value={categoryId ?? null}
          onChange={(id) => onShown({ ...shown, categoryId: id ?? undefined })}
        />
        <Group gap={2} wrap="nowrap">
          <Select
            size="xs"
            w={140}
            aria-label={t('sort')}
            allowDeselect={false}
            data={FIELDS.map((one) => ({ value: one, label: t(`by.${one}`) }))}
            value={field}
            onChange={(next) => {
              if (next)
                onShown({ ...shown, field: next as Field, descending: startsDescending(next as Field) });
            }}
          />
          <ActionIcon
            aria-label={way}
            data-tip={way}
            onClick={() => onShown({ ...shown, descending: !descending })}
          >
            {descending ? <IconSortDescending size={17} /> : <IconSortAscending size={17} />}
          </ActionIcon>
        </Group>
        <Button
          size="xs"
          variant={away ? 'light' : 'default'}
          aria-pressed={away}
          leftSection={<IconArchive size={16} aria-hidden />}
          onClick={() => onShown({ ...shown, away: !away })}
        >
          {t('away')}
        </Button>
      </Group>
    </Group>
  );
}
