import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRelayEnvironment } from 'react-relay/hooks';
import { useRecordNames } from '@/ui/recordNames';
import type { Load, Option } from '@/ui/recordOptions';

interface Props {
  label: string;
  description?: string;
  value: string[];
  error?: ReactNode;
  load: Load;
  onChange: (ids: string[]) => void;
}

/** Several people, looked for while somebody types. */
export function PeopleField({ value, load, onChange, ...field }: Props) {
  const { t } = useTranslation('common');
  const environment = useRelayEnvironment();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const [opened, setOpened] = useState(false);
  const [found, setFound] = useState<Option[]>([]);
  const names = useRecordNames(value);

  useEffect(() => {
    if (!opened) return;
    let current = true;
    load(environment, wanted).then(
      (options) => current && setFound(options),
      () => current && setFound([]),
    );
    return () => {
      current = false;
    };
  }, [environment, load, opened, wanted]);

  const chosen = value.map((id) => ({ value: id, label: names.get(id) ?? '…' }));
  const others = found.filter((option) => !value.includes(option.value));
  return (
    <MultiSelect
      {...field}
      searchable
      hidePickedOptions
      data={[...chosen, ...others]}
      // The server has searched already, also by fields that the label does not show.
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      value={value}
      onChange={(ids) => {
        setText('');
        onChange(ids);
      }}
      nothingFoundMessage={t('picker.nothing')}
    />
  );
}
