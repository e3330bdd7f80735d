import {
  Anchor,
  Group,
  Loader,
  MultiSelect,
  NumberInput,
  Select,
  Textarea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type UserErrorLike, userErrorText } from '@/app/errors';
import { DateInput } from './DateInput';
import { DateTimeInput } from './DateTimeInput';
import classes from './InlineEdit.module.css';
import { useFocusBack } from './useFocusBack';

/** The shape that useAction resolves to. */
export type SaveResult = { ok: true } | { ok: false; errors: readonly UserErrorLike[] };

export type EditKind = 'text' | 'textarea' | 'number' | 'date' | 'datetime' | 'select' | 'multi';

interface Props {
  label: string;
  /** As the API has it: text, Decimal, YYYY-MM-DD, an instant or an option's value (several: with commas); null is empty. */
  value: string | null;
  kind?: EditKind;
  /** Of a number; 2 when left out. */
  decimals?: number;
  /** For `select` and `multi`. */
  options?: readonly { value: string; label: string }[];
  /** Where the value leads: it is a link then, and a pencil beside it edits. */
  href?: string;
  /** What is shown while nobody edits; the value itself when absent. */
  children?: ReactNode;
  /** Numbers end at the edge of their column; the pencil then comes before. */
  align?: 'right';
  required?: boolean;
  disabled?: boolean;
  /** Before the server is asked; text means invalid. */
  validate?: (value: string | null) => string | undefined;
  /** A refusal keeps the field open with its reason below. */
  onSave: (value: string | null) => Promise<SaveResult>;
}

/** A value that becomes its own input: click or Enter edits, Enter saves, Esc reverts, invalid stays open. */
export function InlineEdit(props: Props) {
  const { label, value, children, disabled, align, href } = props;
  const { t } = useTranslation('common');
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const focusBack = useFocusBack(editing, button);

  const shown = children ?? value ?? '–';
  const link = href && (
    <Anchor
      href={href}
      inherit
      target={href.startsWith('http') ? '_blank' : undefined}
      rel="noreferrer"
      onClick={(event) => event.stopPropagation()}
    >
      {shown}
    </Anchor>
  );
  if (disabled) return link || <span>{shown}</span>;
  if (editing) {
    return (
      <Editor
        {...props}
        onClose={(keepFocus) => {
          focusBack(keepFocus);
          setEditing(false);
        }}
      />
    );
  }
  const opener = {
    ref: button,
    className: classes.value,
    onClick: (event: { stopPropagation(): void }) => {
      // In a table the row must not open as well.
      event.stopPropagation();
      setEditing(true);
    },
    'aria-label': t('edit.field', { field: label }),
  };
  if (link) {
    return (
      <span className={classes.linked}>
        {link}
        <UnstyledButton {...opener}>
          <IconPencil size={14} className={classes.pencil} aria-hidden />
        </UnstyledButton>
      </span>
    );
  }
  return (
    <UnstyledButton {...opener} data-align={align}>
      <span className={classes.text}>{shown}</span>
      <IconPencil size={14} className={classes.pencil} aria-hidden />
    </UnstyledButton>
  );
}

function Editor({
  label,
  value,
  kind = 'text',
  decimals = 2,
  options,
  required,
  validate,
  onSave,
  onClose,
}: Props & { onClose: (keepFocus: boolean) => void }) {
  const { t } = useTranslation('common');
  const [draft, setDraft] = useState(value);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const closed = useRef(false);

  const close = (keepFocus: boolean) => {
    closed.current = true;
    onClose(keepFocus);
  };

  const save = async (next: string | null, keepFocus: boolean) => {
    if (busy || closed.current) return;
    const clean = next === null || next.trim() === '' ? null : next.trim();
    if (clean === value) return close(keepFocus);
    const invalid = required && clean === null ? t('edit.required') : validate?.(clean);
    if (invalid) return setError(invalid);
    setBusy(true);
    const result = await onSave(clean);
    setBusy(false);
    if (result.ok) return close(keepFocus);
    setError(result.errors.map(userErrorText).join(' ') || t('edit.notSaved'));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close(true);
    } else if (event.key === 'Enter' && (kind !== 'textarea' || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save(draft, true);
    }
  };

  const shared = {
    'aria-label': label,
    error,
    autoFocus: true,
    size: 'sm' as const,
    // Not disabled: a refused value keeps the keyboard in its editor.
    readOnly: busy,
    rightSection: busy ? <Loader size={14} /> : undefined,
    onKeyDown,
    onBlur: () => void save(draft, false),
  };

  return (
    <Group className={classes.editor} onClick={(event) => event.stopPropagation()}>
      {kind === 'text' && (
        <TextInput
          {...shared}
          w="100%"
          value={draft ?? ''}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
      )}
      {kind === 'textarea' && (
        <Textarea
          {...shared}
          w="100%"
          // One who goes on writing goes on at the end.
          onFocus={({ currentTarget: editor }) =>
            editor.setSelectionRange(editor.value.length, editor.value.length)
          }
          autosize
          minRows={3}
          maxRows={14}
          description={t('edit.textareaHint')}
          value={draft ?? ''}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
      )}
      {kind === 'number' && (
        <NumberInput
          {...shared}
          w="100%"
          hideControls
          thousandSeparator=" "
          decimalScale={decimals}
          // Decimals stay text all the way: a float would lose cents of large sums.
          value={draft ?? ''}
          onValueChange={({ value: text }) => setDraft(text)}
        />
      )}
      {kind === 'date' && (
        <DateInput
          {...shared}
          w="100%"
          clearable={!required}
          value={draft}
          onChange={(day) => setDraft(day)}
        />
      )}
      {kind === 'datetime' && (
        <DateTimeInput {...shared} w="100%" clearable={!required} value={draft} onChange={setDraft} />
      )}
      {kind === 'multi' && (
        <MultiSelect
          {...shared}
          w="100%"
          searchable
          defaultDropdownOpened
          clearable={!required}
          data={options?.map(({ value: key, label: text }) => ({ value: key, label: text }))}
          value={draft ? draft.split(',') : []}
          onKeyDown={(event) => {
            // Enter picks options here; leaving the field saves them.
            if (event.key === 'Escape') onKeyDown(event);
          }}
          onChange={(keys) => setDraft(keys.join(',') || null)}
        />
      )}
      {kind === 'select' && (
        <Select
          {...shared}
          w="100%"
          searchable
          defaultDropdownOpened
          clearable={!required}
          data={options?.map(({ value: key, label: text }) => ({ value: key, label: text }))}
          value={draft}
          onKeyDown={(event) => {
            // Enter picks the option here, and picking saves.
            if (event.key === 'Escape') onKeyDown(event);
          }}
          onChange={(next) => {
            setDraft(next);
            void save(next, true);
          }}
        />
      )}
    </Group>
  );
}
