import { Button, FileButton, Group, Select, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace';
import { wallOf } from '@/i18n/zoned';
import { DateInput } from '@/ui/DateInput';
import { RecordDialog } from '@/ui/RecordDialog';
import { UploadList } from '../files/UploadList';
import { useContractActions } from './useContractActions';
import { useDealFiles } from './useDealFiles';

interface Props {
  id: string;
  name: string;
  dealId: string;
  onClose: () => void;
}

interface Values extends Record<string, unknown> {
  signedOn: string | null;
  signedFileId: string | null;
}

/** It was signed: on which day, and the scan of the paper if there is one. There is no way back. */
export default function SignDialog({ id, name, dealId, onClose }: Props) {
  const { t } = useTranslation(['contracts', 'common', 'files']);
  const { timeZone } = useWorkspace();
  const { sign } = useContractActions(id);
  const [today] = useState(() => wallOf(Date.now(), timeZone).day);
  const form = useForm<Values>({
    initialValues: { signedOn: today, signedFileId: null },
    validate: { signedOn: (value) => (value ? null : t('common:edit.required')) },
  });
  const { setFieldValue } = form;
  const take = useCallback(
    (ids: readonly string[]) => setFieldValue('signedFileId', ids.at(-1) ?? null),
    [setFieldValue],
  );
  const { files, uploads, upload } = useDealFiles(dealId, take);
  return (
    <RecordDialog
      title={t('contracts:sign.title', { name })}
      form={form}
      // Mostly it was signed today; at the day the keyboard would open its calendar.
      startAtSubmit
      submitLabel={t('contracts:sign.confirm')}
      onClose={onClose}
      onSubmit={({ signedOn, signedFileId }) => sign({ signedOn: signedOn ?? today, signedFileId })}
    >
      <Text size="sm" c="dimmed">
        {t('contracts:sign.body')}
      </Text>
      <DateInput
        label={t('contracts:sign.day')}
        description={t('contracts:sign.dayHint')}
        required
        maxDate={today}
        {...form.getInputProps('signedOn')}
      />
      <Select
        label={t('contracts:sign.file')}
        description={t('contracts:sign.fileHint')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('contracts:sign.noFile') }}
        placeholder={t('contracts:sign.choose')}
        nothingFoundMessage={t('common:picker.nothing')}
        data={files.map((file) => ({ value: file.id, label: file.name }))}
        {...form.getInputProps('signedFileId')}
      />
      <UploadList uploads={uploads} />
      <Group>
        <FileButton
          onChange={(file) => file && upload([file])}
          inputProps={{ 'aria-label': t('contracts:sign.upload') }}
        >
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={15} aria-hidden />}>
              {t('contracts:sign.upload')}
            </Button>
          )}
        </FileButton>
      </Group>
    </RecordDialog>
  );
}
