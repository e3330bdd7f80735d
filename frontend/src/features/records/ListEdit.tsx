import { ActionIcon, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userErrorText } from '@/app/errors';
import type { SaveResult } from '@/ui/InlineEdit';

interface Props {
  /** Of the whole list, for screen readers. */
  label: string;
  addLabel: string;
  type: 'email' | 'tel';
  values: readonly string[];
  disabled?: boolean;
  /** Text means invalid. */
  validate?: (value: string) => string | undefined;
  onSave: (values: string[]) => Promise<SaveResult>;
}

const SCHEME = { email: 'mailto:', tel: 'tel:' } as const;

/** Several e-mail addresses or phone numbers: each a link, each editable, the first one is the main one. */
export function ListEdit({ label, addLabel, type, values, disabled, validate, onSave }: Props) {
  const { t } = useTranslation('common');
  const [editing, setEditing] = useState<number>();
  const [error, setError] = useState<string>();
  // Enter saves and then the input loses the focus, which would save once more.
  const busy = useRef(false);
  const adding = editing === values.length;

  const close = () => {
    setEditing(undefined);
    setError(undefined);
  };
  const save = async (next: string[]) => {
    if (busy.current) return;
    busy.current = true;
    const result = await onSave(next);
    busy.current = false;
    if (result.ok) close();
    else setError(result.errors.map(userErrorText).join(' ') || t('edit.notSaved'));
  };

  const put = async (index: number, text: string) => {
    const value = text.trim();
    if (value === (values[index] ?? '')) return close();
    const invalid = value === '' ? undefined : validate?.(value);
    if (invalid) return setError(invalid);
    const next = [...values];
    // Emptied means removed, as in any list of values.
    next.splice(index, 1, ...(value === '' || next.includes(value) ? [] : [value]));
    await save(next);
  };

  const editor = (index: number) => (
    <ItemEditor
      key={`edit-${index}`}
      label={adding ? addLabel : label}
      type={type}
      start={values[index] ?? ''}
      error={error}
      onSubmit={(text) => put(index, text)}
      onCancel={close}
    />
  );

  return (
    <Stack gap={2} role="group" aria-label={label}>
      {values.map((value, index) =>
        editing === index ? (
          editor(index)
        ) : (
          <Group key={value} gap={2} wrap="nowrap">
            <Anchor
              href={`${SCHEME[type]}${type === 'tel' ? value.replace(/[^\d+]/g, '') : value}`}
              size="sm"
              miw={0}
              style={{ overflowWrap: 'anywhere' }}
            >
              {value}
            </Anchor>
            {!disabled && (
              <>
                <ActionIcon
                  size="sm"
                  aria-label={t('edit.field', { field: value })}
                  onClick={() => setEditing(index)}
                >
                  <IconPencil size={14} />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  aria-label={`${t('action.delete')}: ${value}`}
                  onClick={() => void save(values.filter((_, place) => place !== index))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </>
            )}
          </Group>
        ),
      )}
      {values.length === 0 && disabled && <Text size="sm">–</Text>}
      {error && editing === undefined && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      {adding && editor(values.length)}
      {!disabled && !adding && (
        <Button
          size="compact-xs"
          variant="subtle"
          w="fit-content"
          ml={-6}
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => setEditing(values.length)}
        >
          {addLabel}
        </Button>
      )}
    </Stack>
  );
}

interface EditorProps {
  label: string;
  type: 'email' | 'tel';
  start: string;
  error?: string;
  onSubmit: (text: string) => Promise<void>;
  onCancel: () => void;
}

function ItemEditor({ label, type, start, error, onSubmit, onCancel }: EditorProps) {
  const [text, setText] = useState(start);
  return (
    <TextInput
      aria-label={label}
      type={type}
      size="xs"
      autoFocus
      value={text}
      error={error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => void onSubmit(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          void onSubmit(text);
        } else if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        }
      }}
    />
  );
}
