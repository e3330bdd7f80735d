import { Loader, Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRelayEnvironment } from 'react-relay/hooks';
import { nameOf } from './recordNames';
import type { Load, Option } from './recordOptions';

export interface PickerProps
  extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchValue' | 'onSearchChange' | 'filter'> {
  value: string | null;
  onChange: (id: string | null) => void;
}

/** A select whose options come from the server while somebody types. */
export function AsyncSelect({ load, value, onChange, ...rest }: PickerProps & { load: Load }) {
  const { t } = useTranslation('common');
  const environment = useRelayEnvironment();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const [opened, setOpened] = useState(false);
  const [options, setOptions] = useState<Option[]>([]);
  const [selected, setSelected] = useState<Option>();
  const [busy, setBusy] = useState(false);

  // A form opens with an id only: its name is asked for, mostly answered by the store.
  useEffect(() => {
    if (value === null || selected?.value === value) return;
    let current = true;
    nameOf(environment, value).then(
      (option) => current && option && setSelected(option),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [environment, value, selected?.value]);

  // The text equals the chosen label until somebody types: then the whole list is wanted.
  const query = wanted === selected?.label ? '' : wanted;
  useEffect(() => {
    if (!opened) return;
    let current = true;
    setBusy(true);
    load(environment, query)
      .then(
        (found) => current && setOptions(found),
        () => current && setOptions([]),
      )
      .finally(() => current && setBusy(false));
    return () => {
      current = false;
    };
  }, [environment, load, opened, query]);

  const chosen = selected?.value === value ? selected : undefined;
  const data =
    chosen && !options.some((option) => option.value === chosen.value) ? [chosen, ...options] : options;
  return (
    <Select
      clearable
      {...rest}
      searchable
      data={data}
      value={value}
      // The server has searched already, also by fields that the label does not show. What is chosen was not found by it.
      filter={({ options: all }) =>
        query
          ? all.filter((one) => options.some((found) => 'value' in one && found.value === one.value))
          : all
      }
      allowDeselect={rest.clearable ?? true}
      searchValue={text}
      onSearchChange={setText}
      // What is typed takes the place of the name that stands there, instead of being added to it.
      onClick={(event) => {
        rest.onClick?.(event);
        if (chosen && text === chosen.label) event.currentTarget.select();
      }}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      nothingFoundMessage={busy ? t('loading') : t('picker.nothing')}
      rightSection={busy ? <Loader size={14} /> : undefined}
      onChange={(id) => {
        setSelected(data.find((option) => option.value === id));
        onChange(id);
      }}
    />
  );
}
