import { Alert, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import IconFileUpload from '@tabler/icons-react/dist/esm/icons/IconFileUpload.mjs';
import type { TFunction } from 'i18next';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiErrorText, refusedOffline } from '@/app/errors';
import { useFormat } from '@/i18n/format';
import { UploadError } from '@/relay/transmit';
import { useUploadLimits } from '@/relay/uploadLimits';
import { sizeText } from '../files/sizes';
import classes from './Transfer.module.css';
import { problemOf, upload } from './upload';

interface Props {
  onUploaded: (fileId: string) => void;
}

/** The server says in English what is wrong with a file; in other languages just that it is the file. */
function textOf(error: unknown, t: TFunction, language: string): string {
  if (!(error instanceof UploadError)) return apiErrorText(error);
  if (error.code !== 'BAD_USER_INPUT') return apiErrorText(error);
  return language === 'en' && error.message ? error.message : t('transfer:file.problem.refused');
}

/** Takes a CSV file, dropped or picked, and shows how much of it has arrived. */
export function UploadArea({ onUploaded }: Props) {
  const { t, i18n } = useTranslation(['transfer', 'common']);
  const format = useFormat();
  const limit = useUploadLimits()?.importBytes;
  const most = limit === undefined ? undefined : sizeText(i18n.language, limit);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<{ name: string; part: number }>();
  const [problem, setProblem] = useState<string>();
  const running = useRef<{ abort(): void }>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (file: File | null | undefined) => {
    if (!file || running.current || refusedOffline()) return;
    const wrong = problemOf(file, limit);
    setProblem(wrong && t(`transfer:file.problem.${wrong}`, { most }));
    if (wrong) return;
    setSending({ name: file.name, part: 0 });
    const started = upload(file, (part) => setSending({ name: file.name, part }));
    running.current = started;
    try {
      const id = await started.done;
      running.current = undefined;
      setSending(undefined);
      onUploaded(id);
    } catch (error) {
      running.current = undefined;
      setSending(undefined);
      if (!(error instanceof DOMException)) setProblem(textOf(error, t, i18n.language));
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const { files } = event.dataTransfer;
    if (files.length > 1) return setProblem(t('transfer:file.problem.several'));
    void send(files[0]);
  };

  if (sending) {
    const percent = Math.round(sending.part * 100);
    return (
      <Stack gap="xs" py="lg">
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600} className={classes.breaking}>
            {t('transfer:file.sending', { name: sending.name })}
          </Text>
          <Text className="ds-number">{format.percent(percent)}</Text>
        </Group>
        <Progress value={percent} animated aria-label={t('transfer:file.sending', { name: sending.name })} />
        <Group justify="flex-end">
          <Button variant="default" size="xs" onClick={() => running.current?.abort()}>
            {t('common:action.cancel')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the button inside is the other. */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconFileUpload size={36} stroke={1.4} aria-hidden />
        <Text fw={600}>{t('transfer:file.drop')}</Text>
        <FileButton
          onChange={(file) => void send(file)}
          accept=".csv,.tsv,.txt,text/csv"
          inputProps={{ 'aria-label': t('transfer:file.choose') }}
        >
          {(props) => <Button {...props}>{t('transfer:file.choose')}</Button>}
        </FileButton>
        <Text size="sm" c="dimmed" maw={520}>
          {most && t('transfer:file.hint', { most })}
        </Text>
      </div>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
    </Stack>
  );
}
