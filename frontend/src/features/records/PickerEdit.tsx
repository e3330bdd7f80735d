import { UnstyledButton } from '@mantine/core';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userErrorText } from '@/app/errors';
import type { PickerProps } from '@/ui/AsyncSelect';
import type { SaveResult } from '@/ui/InlineEdit';
import { useFocusBack } from '@/ui/useFocusBack';
import classes from './Record.module.css';

interface Props {
  label: string;
  /** Id of the chosen record. */
  value: string | null;
  /** What is shown while nobody picks. */
  children: ReactNode;
  required?: boolean;
  disabled?: boolean;
  picker: (props: PickerProps) => ReactNode;
  onSave: (id: string | null) => Promise<SaveResult>;
}

/** InlineEdit's sister for references: click or Enter opens the picker, picking saves, Esc leaves. */
export function PickerEdit({ label, value, children, required, disabled, picker, onSave }: Props) {
  const { t } = useTranslation('common');
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  const focusBack = useFocusBack(editing, button);

  if (disabled) return <span>{children}</span>;
  if (!editing) {
    return (
      <UnstyledButton
        ref={button}
        className={classes.picker}
        aria-label={t('edit.field', { field: label })}
        onClick={() => setEditing(true)}
      >
        {children}
        <IconPencil size={14} className={classes.pencil} aria-hidden />
      </UnstyledButton>
    );
  }

  const close = (keepFocus: boolean) => {
    focusBack(keepFocus);
    setError(undefined);
    setEditing(false);
  };
  const pick = async (id: string | null) => {
    if (id === value) return close(true);
    const result = await onSave(id);
    if (result.ok) close(true);
    else setError(result.errors.map(userErrorText).join(' ') || t('edit.notSaved'));
  };
  return (
    <>
      {picker({
        'aria-label': label,
        size: 'sm',
        autoFocus: true,
        clearable: !required,
        value,
        error,
        onChange: (id) => void pick(id),
        onBlur: () => close(false),
        onKeyDown: (event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          close(true);
        },
      })}
    </>
  );
}
