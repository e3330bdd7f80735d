import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import i18next from 'i18next';
import type { ReactNode } from 'react';

interface Question {
  title: string;
  body: ReactNode;
  confirmLabel: string;
  /** For what cannot be undone. */
  danger?: boolean;
}

/** Asks and resolves to the answer; closing the dialog is a no. */
export function confirm({ title, body, confirmLabel, danger }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: <Text size="sm">{body}</Text>,
      labels: { confirm: confirmLabel, cancel: i18next.t('common:action.cancel') },
      confirmProps: { color: danger ? 'red' : undefined },
      onConfirm: () => resolve(true),
      onClose: () => resolve(false),
    });
  });
}
