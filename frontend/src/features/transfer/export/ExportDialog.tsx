import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { ExportDialogQuery } from '@/__generated__/ExportDialogQuery.graphql';
import { apiErrorText, refusedOffline } from '@/app/errors';
import { toast } from '@/app/toasts';
import { Dialog } from '@/ui/Dialog';
import { columnsShown } from '@/ui/table/shown';
import type { ListSource } from '../ListMenu';
import { DownloadError, download } from './download';
import { addressOf, columnsOf, FORMS, type Form } from './file';

const query = graphql`
  query ExportDialogQuery($list: ExportList!) {
    exportColumns(list: $list) {
      key
    }
  }
`;

/** Which file is made of a list: what it shows now, with the columns it shows or all there are. */
export default function ExportDialog({ source, onClose }: { source: ListSource; onClose: () => void }) {
  const { t, i18n } = useTranslation(['transfer', 'common']);
  const environment = useRelayEnvironment();
  const [form, setForm] = useState<Form>('csv');
  const [whole, setWhole] = useState(false);
  const [busy, setBusy] = useState(false);
  const coming = useRef(new AbortController());
  // Whoever closes it does not want the file any more.
  useEffect(() => {
    const own = new AbortController();
    coming.current = own;
    return () => own.abort();
  }, []);
  const table = source.table === undefined ? undefined : columnsShown(source.table);

  const textOf = (error: unknown) => {
    if (!(error instanceof DownloadError)) return apiErrorText(error);
    if (error.code === 'RATE_LIMITED') return t('transfer:export.busy');
    const own = error.code === 'BAD_USER_INPUT' && error.message !== '';
    if (own && i18n.language === 'en') return error.message;
    return own ? t('transfer:export.refused') : apiErrorText(error);
  };
  const save = async () => {
    if (refusedOffline()) return;
    setBusy(true);
    const { signal } = coming.current;
    try {
      const data = await fetchQuery<ExportDialogQuery>(environment, query, { list: source.list }).toPromise();
      const known = (data?.exportColumns ?? []).map(({ key }) => key);
      const columns = whole ? known : columnsOf(source.list, table ?? [], known);
      await download(addressOf(source.list, form, source.shown, columns), signal);
      if (signal.aborted) return;
      toast.success(t('transfer:export.begun'));
      onClose();
    } catch (error) {
      toast.error(textOf(error), { id: 'export' });
    }
    setBusy(false);
  };
  return (
    <Dialog title={t('transfer:export.title', { list: source.title })} onClose={onClose} size="md">
      <Stack gap="md">
        <Text size="sm">{t('transfer:export.hint')}</Text>
        <Radio.Group
          label={t('transfer:export.form')}
          value={form}
          onChange={(next) => setForm(next as Form)}
        >
          <Stack gap={6} mt={4}>
            {FORMS.map((value) => (
              <Radio key={value} value={value} label={t(`transfer:export.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('transfer:export.columns')}
          value={whole ? 'all' : 'shown'}
          onChange={(next) => setWhole(next === 'all')}
        >
          <Stack gap={6} mt={4}>
            <Radio value="shown" label={t(`transfer:export.${table ? 'shown' : 'usual'}`)} />
            <Radio value="all" label={t('transfer:export.all')} />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button
            loading={busy}
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void save()}
          >
            {t('transfer:export.save')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
