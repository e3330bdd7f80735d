import { ActionIcon, Button, Group, Select, TextInput, Tooltip } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconDeviceFloppy from '@tabler/icons-react/dist/esm/icons/IconDeviceFloppy.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { MappingBarMutation, SaveImportMappingInput } from '@/__generated__/MappingBarMutation.graphql';
import { toast } from '@/app/toasts';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { RecordDialog } from '@/ui/RecordDialog';
import type { ImportKind } from '../kinds';
import classes from '../Transfer.module.css';
import type { SavedMapping } from './ColumnsStep';
import { type Column, type Draft, type Field, inputOf, isSame } from './draft';
import { draftOf } from './useDraft';

interface Props {
  kind: ImportKind;
  mappings: readonly SavedMapping[];
  draft: Draft;
  fields: readonly Field[];
  columns: readonly Column[];
  onChange: (draft: Draft) => void;
  onSaved: () => void;
}

/** Choices of columns that were saved: files of the same make come again. */
export function MappingBar({ kind, mappings, draft, fields, columns, onChange, onSaved }: Props) {
  const { t } = useTranslation(['transfer', 'common']);
  const [naming, setNaming] = useState(false);
  const [save, busy] = useAction<MappingBarMutation>(graphql`
    mutation MappingBarMutation($input: SaveImportMappingInput!) {
      saveImportMapping(input: $input) {
        importMapping {
          id
          version
          name
          columns
          keyColumn
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const chosen = mappings.find(({ id }) => id === draft.mappingId);
  const changed = chosen !== undefined && !isSame(draft, draftOf(chosen, fields, columns), fields);
  const input = (name: string): SaveImportMappingInput => ({
    name,
    kind,
    columns: inputOf(draft, fields),
    keyColumn: draft.keyColumn,
  });
  const pick = (id: string | null) => {
    const mapping = mappings.find((one) => one.id === id);
    if (!mapping) return onChange({ ...draft, mappingId: undefined });
    onChange({ ...draftOf(mapping, fields, columns), mappingId: mapping.id, encoding: draft.encoding });
  };
  const overwrite = async () => {
    if (!chosen) return;
    const { id, version, name } = chosen;
    const { ok } = await save({ input: { ...input(name), id, expectedVersion: version } });
    if (!ok) return onSaved();
    toast.success(t('transfer:mapping.saved', { name }));
    onSaved();
  };
  /** Puts it away as it was saved, or takes it out again: what was changed here since is not saved by it. */
  const setArchived = async (mapping: SavedMapping, archived: boolean): Promise<boolean> => {
    const { id, name, keyColumn } = mapping;
    const kept = mapping.columns as SaveImportMappingInput['columns'];
    const { ok } = await save({ input: { id, name, kind, columns: kept, keyColumn, archived } });
    onSaved();
    return ok;
  };
  const archive = async (mapping: SavedMapping) => {
    if (!(await setArchived(mapping, true))) return;
    onChange({ ...draft, mappingId: undefined });
    const message = t('transfer:mapping.wasPutAway', { name: mapping.name });
    offerUndo({ message, undo: () => setArchived(mapping, false) });
  };
  return (
    <Group align="flex-end" gap="sm" className={classes.card}>
      <Select
        label={t('transfer:mapping.label')}
        placeholder={mappings.length > 0 ? t('transfer:mapping.pick') : t('transfer:mapping.none')}
        data={mappings.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen?.id ?? null}
        clearable
        clearButtonProps={{ 'aria-label': t('transfer:mapping.clear') }}
        disabled={mappings.length === 0}
        flex="1 1 220px"
        maw={420}
        onChange={pick}
      />
      {changed && (
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconDeviceFloppy size={16} aria-hidden />}
          onClick={() => void overwrite()}
        >
          {t('transfer:mapping.save')}
        </Button>
      )}
      <Button
        variant="default"
        disabled={inputOf(draft, fields).length === 0}
        onClick={() => setNaming(true)}
      >
        {t('transfer:mapping.saveAs')}
      </Button>
      {chosen && (
        <Tooltip label={t('transfer:mapping.archive')}>
          <ActionIcon
            size={36}
            variant="default"
            loading={busy}
            aria-label={t('transfer:mapping.archive')}
            onClick={() => void archive(chosen)}
          >
            <IconArchive size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {naming && (
        <NameDialog
          onClose={() => setNaming(false)}
          onSubmit={async (name) => {
            const result = await save({ input: input(name) }, { onRefused: () => undefined });
            if (!result.ok) return result;
            const made = result.data.saveImportMapping.importMapping;
            if (made) onChange({ ...draft, mappingId: made.id });
            onSaved();
            return { ok: true };
          }}
        />
      )}
    </Group>
  );
}

interface NameProps {
  onClose: () => void;
  onSubmit: (name: string) => Promise<SaveResult>;
}

function NameDialog({ onClose, onSubmit }: NameProps) {
  const { t } = useTranslation(['transfer', 'common']);
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('transfer:mapping.saveTitle')}
      form={form}
      submitLabel={t('common:action.save')}
      size="md"
      onSubmit={({ name }) => onSubmit(name.trim())}
      onClose={onClose}
    >
      <TextInput
        label={t('transfer:mapping.name')}
        description={t('transfer:mapping.nameHint')}
        required
        maxLength={80}
        data-autofocus
        {...form.getInputProps('name')}
      />
    </RecordDialog>
  );
}
