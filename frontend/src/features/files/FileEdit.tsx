import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportUserErrors } from '@/app/errors';
import { confirm } from '@/ui/confirm';
import { LookupPicker } from '@/ui/pickers';
import { Clash } from '../activities/Clash';
import type { ConflictError } from '../records/merge';
import classes from './Files.module.css';
import type { FileActions, FilePatch } from './useFiles';

export interface Known {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description?: string | null;
  readonly category?: { readonly id: string } | null;
}

type Values = { name: string; categoryId: string | null; description: string };

interface Props {
  file: Known;
  change: FileActions['change'];
  onClose: () => void;
}

const valuesOf = ({ name, category, description }: Known): Values => ({
  name,
  categoryId: category?.id ?? null,
  description: description ?? '',
});

/** What differs from what was there when the form was opened. */
export function patchOf(before: Values, after: Values): FilePatch {
  const name = after.name.trim();
  const description = after.description.trim();
  return {
    ...(name === before.name ? {} : { name }),
    ...(after.categoryId === before.categoryId ? {} : { categoryId: after.categoryId }),
    ...(description === before.description ? {} : { description: description || null }),
  };
}

/** A file's name, category and description, changed where they stand. */
export function FileEdit({ file, change, onClose }: Props) {
  const { t } = useTranslation(['files', 'common']);
  const [{ id, version, values: before }] = useState(() => ({ ...file, values: valuesOf(file) }));
  const [clash, setClash] = useState<ConflictError>();
  const [busy, setBusy] = useState(false);
  const form = useForm<Values>({
    initialValues: before,
    validate: { name: (name) => (name.trim() === '' ? t('common:edit.required') : null) },
  });

  const submit = form.onSubmit(async (values) => {
    const patch = patchOf(before, values);
    if (busy) return;
    if (Object.keys(patch).length === 0) return onClose();
    setBusy(true);
    const result = await change(id, patch, clash?.currentVersion ?? version);
    setBusy(false);
    if (result.ok) return onClose();
    if ('clash' in result) return setClash(result.clash);
    reportUserErrors(result.errors, form);
  });
  const cancel = async () => {
    if (busy) return;
    const sure =
      !form.isDirty() ||
      (await confirm({
        title: t('common:discard.title'),
        body: t('common:discard.body'),
        confirmLabel: t('common:discard.confirm'),
        danger: true,
      }));
    if (sure) onClose();
  };

  return (
    <form
      noValidate
      className={classes.edit}
      aria-label={t('files:edit')}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.stopPropagation();
          void cancel();
        }
      }}
    >
      <Stack gap="xs">
        <TextInput label={t('files:name')} required autoFocus {...form.getInputProps('name')} />
        <LookupPicker
          kind="FILE_CATEGORY"
          label={t('files:category')}
          {...form.getInputProps('categoryId')}
          value={form.values.categoryId}
        />
        <Textarea
          label={t('files:description')}
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps('description')}
        />
        {clash && <Clash with={clash} />}
        <Group gap="xs" justify="flex-end">
          <Button size="xs" variant="default" onClick={() => void cancel()}>
            {t('common:action.cancel')}
          </Button>
          <Button size="xs" type="submit" loading={busy}>
            {t(clash ? 'common:conflict.keepMine' : 'common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
