import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { LookupPicker } from '@/ui/pickers';

interface Props {
  deal: string;
  onCancel: () => void;
  onConfirm: (lossReasonId: string, report: string | undefined) => void;
}

/** A lost deal wants its reason; without one the card goes back. */
export function LossDialog({ deal, onCancel, onConfirm }: Props) {
  const { t } = useTranslation('board');
  const [reason, setReason] = useState<string | null>(null);
  const [report, setReport] = useState('');
  const submit = () => {
    if (reason) onConfirm(reason, report.trim() || undefined);
  };
  return (
    <Dialog onClose={onCancel} title={t('loss.title', { deal })} returnFocus={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('loss.why')}
          </Text>
          <LookupPicker
            kind="LOSS_REASON"
            label={t('loss.reason')}
            required
            data-autofocus
            value={reason}
            onChange={setReason}
          />
          <Textarea
            label={t('loss.report')}
            description={t('loss.reportHint')}
            autosize
            minRows={2}
            maxRows={8}
            value={report}
            onChange={(event) => setReport(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" color="red" disabled={!reason}>
              {t('loss.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
