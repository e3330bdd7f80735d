import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

let last: HTMLElement | null = null;

/**
 * Where the keyboard was. An item of a menu goes with its menu, whose button stays; a dialog that gives way to
 * another (loading, then loaded) passes on where it was opened.
 */
function opener(): HTMLElement | null {
  const { activeElement } = document;
  if (last?.isConnected && activeElement?.closest('[role="dialog"]')) return last;
  const menu = activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const found = menu ? document.getElementById(menu) : activeElement;
  last = found instanceof HTMLElement ? found : null;
  return last;
}

/**
 * The one dialog. It is mounted when it opens and gone when it closes; the keyboard then goes on where it was,
 * unless something else has taken it by then.
 */
export function Dialog({ returnFocus = true, ...props }: Omit<ModalProps, 'opened'>) {
  const { t } = useTranslation('common');
  const [before] = useState(opener);
  const leaving = useRef(0);
  useEffect(() => {
    window.clearTimeout(leaving.current);
    return () => {
      leaving.current = window.setTimeout(() => {
        if (returnFocus && document.activeElement === document.body) before?.focus({ preventScroll: true });
      }, 20);
    };
  }, [before, returnFocus]);
  return (
    <Modal
      opened
      returnFocus={returnFocus}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      {...props}
    />
  );
}
