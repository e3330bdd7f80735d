import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import type { TaskRef } from './useTaskStatus';

interface Props {
  task: TaskRef;
  onClose: () => void;
  onComplete: (outcome: string) => Promise<boolean>;
}

/** Completing with a word on what came of it. */
export function OutcomeDialog({ task, onClose, onComplete }: Props) {
  const { t } = useTranslation(['tasks', 'app', 'common']);
  const [outcome, setOutcome] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const done = await onComplete(outcome);
    setBusy(false);
    // A refusal has been shown; what was written stays.
    if (done) onClose();
  };
  return (
    <Dialog onClose={onClose} title={t('tasks:outcomeTitle', { title: task.title })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      >
        <Stack gap="sm">
          <Textarea
            label={t('app:field.outcome')}
            description={t('tasks:outcomeHint')}
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            value={outcome}
            onChange={(event) => setOutcome(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('tasks:completeIt')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
