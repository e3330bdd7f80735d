import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  /** As the address has it. */
  value: string | undefined;
  onChange: (text: string | undefined) => void;
}

const PAUSE = 250;

/** The text a list is searched for. Keeps what is being typed; the address follows when typing pauses. */
export function SearchText({ label, value, onChange }: Props) {
  const { t } = useTranslation('common');
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  // The address changed by other means (back, a cleared filter): the field follows.
  if (known !== value) {
    setKnown(value);
    setText(value ?? '');
  }
  const apply = useDebouncedCallback((typed: string) => {
    const next = typed.trim() || undefined;
    setKnown(next);
    onChange(next);
  }, PAUSE);
  const type = (typed: string) => {
    setText(typed);
    apply(typed);
  };
  return (
    <TextInput
      type="search"
      size="xs"
      w={220}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text) type('');
      }}
      rightSection={
        text && <CloseButton size="sm" aria-label={t('filter.clearText')} onClick={() => type('')} />
      }
    />
  );
}
