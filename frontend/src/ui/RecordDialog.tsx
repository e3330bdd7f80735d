import { Button, Group, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportUserErrors } from '@/app/errors';
import { confirm } from './confirm';
import { Dialog } from './Dialog';
import { showFirstInvalid } from './firstInvalid';
import type { SaveResult } from './InlineEdit';

interface Props<V extends Record<string, unknown>> {
  title: string;
  form: UseFormReturnType<V>;
  submitLabel: string;
  /** Refusals are shown at their fields. */
  onSubmit: (values: V) => Promise<SaveResult>;
  onClose: () => void;
  children: ReactNode;
  size?: string;
  /** The keyboard begins at the button: for what is mostly just confirmed. */
  startAtSubmit?: boolean;
}

/** The one create/edit dialog: fields as children, Ctrl+Enter submits, unsaved input is not lost by accident. */
export function RecordDialog<V extends Record<string, unknown>>({
  title,
  form,
  submitLabel,
  onSubmit,
  onClose,
  children,
  size = 'lg',
  startAtSubmit,
}: Props<V>) {
  const { t } = useTranslation('common');
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLFormElement>(null);

  const close = async () => {
    if (busy) return;
    if (form.isDirty()) {
      const discard = await confirm({
        title: t('discard.title'),
        body: t('discard.body'),
        confirmLabel: t('discard.confirm'),
        danger: true,
      });
      if (!discard) return;
    }
    onClose();
  };

  const submit = form.onSubmit(
    async (values) => {
      setBusy(true);
      const result = await onSubmit(values);
      setBusy(false);
      if (result.ok) return onClose();
      reportUserErrors(result.errors, form);
      showFirstInvalid(box.current);
    },
    () => showFirstInvalid(box.current),
  );

  return (
    <Dialog onClose={() => void close()} title={title} size={size}>
      <form
        ref={box}
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      >
        <Stack gap="sm">
          {children}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={() => void close()}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy} data-autofocus={startAtSubmit || undefined}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
