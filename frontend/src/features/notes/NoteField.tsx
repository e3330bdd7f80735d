import { Textarea } from '@mantine/core';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { LIMIT, leftOf, lengthOf } from './text';

interface Props {
  ref?: Ref<HTMLTextAreaElement>;
  label: string;
  placeholder?: string;
  value: string;
  onChange: (text: string) => void;
  /** Why the last attempt was refused. */
  error?: string;
  busy: boolean;
  autoFocus?: boolean;
  onSubmit: () => void;
  onEscape?: () => void;
}

/** Where a note is written. It grows with the text, and says at once when that gets too long. */
export function NoteField({ value, error, busy, onChange, onSubmit, onEscape, ...field }: Props) {
  const { t } = useTranslation('notes');
  const format = useFormat();
  const left = leftOf(value);
  const over =
    left !== undefined && left < 0
      ? t('tooLong', { most: format.number(LIMIT), length: format.number(lengthOf(value)) })
      : undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    } else if (event.key === 'Escape' && onEscape) {
      event.stopPropagation();
      onEscape();
    }
  };

  return (
    <Textarea
      {...field}
      aria-label={field.label}
      label={undefined}
      autosize
      minRows={2}
      maxRows={16}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      // Not disabled while saving: that would take the focus away.
      readOnly={busy}
      error={over ?? error}
      description={left !== undefined && left >= 0 ? t('left', { length: format.number(left) }) : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}
