import { Box, Combobox, Group, Kbd, Loader, Text, TextInput, useCombobox } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Frame.module.css';
import { type Hit, KIND_ICON, useOpenRecord, useRecordSearch } from './search';
import { keyLabel } from './shortcuts';

/** Finds deals, accounts and contacts from every page. */
export function SearchBox() {
  const { t } = useTranslation('app');
  const [text, setText] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { hits, busy, settled } = useRecordSearch(text);
  const openRecord = useOpenRecord();
  const active = text.trim().length >= 2;

  const open = (value: string) => {
    const hit = hits.find(({ id }) => id === value);
    if (!hit) return;
    openRecord(hit);
    setText('');
    combobox.closeDropdown();
  };

  return (
    <div className={classes.search}>
      <Combobox store={combobox} onOptionSubmit={open} shadow="md">
        <Combobox.Target>
          <TextInput
            type="search"
            value={text}
            aria-label={t('search.label')}
            placeholder={t('search.placeholder')}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={
              busy ? (
                <Loader size={14} />
              ) : text === '' ? (
                <Kbd size="xs" visibleFrom="sm">
                  {keyLabel('mod+k')}
                </Kbd>
              ) : null
            }
            rightSectionWidth={64}
            rightSectionPointerEvents="none"
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.openDropdown();
              combobox.selectFirstOption();
            }}
            onFocus={() => active && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setText('');
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!active}>
          <Combobox.Options aria-label={t('search.results')}>
            {hits.map((hit) => (
              <HitOption key={hit.id} hit={hit} />
            ))}
            {hits.length === 0 && settled && (
              <Combobox.Empty>{t('search.nothing', { text: text.trim() })}</Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}

function HitOption({ hit }: { hit: Hit }) {
  const { t } = useTranslation('app');
  const HitIcon = KIND_ICON[hit.kind];
  return (
    <Combobox.Option value={hit.id}>
      <Group gap="sm" wrap="nowrap">
        <HitIcon size={17} className={classes.kind} aria-label={t(`search.kind.${hit.kind}`)} />
        <Box miw={0}>
          <Text size="sm" truncate>
            {hit.label}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {hit.detail}
          </Text>
        </Box>
      </Group>
    </Combobox.Option>
  );
}
