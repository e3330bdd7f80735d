import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../Transfer.module.css';
import { type Entry, unknownOf } from './draft';
import type { Known } from './known';

interface Props {
  entry: Entry;
  fieldLabel: string;
  samples: readonly string[];
  known: readonly Known[] | undefined;
  onChange: (patch: Partial<Entry>) => void;
}

/** The file's words for ours: samples that we have no value of, and whatever else somebody knows is in the file. */
export function Corrections({ entry, fieldLabel, samples, known, onChange }: Props) {
  const { t } = useTranslation(['transfer', 'common']);
  const [adding, setAdding] = useState(false);
  const [from, setFrom] = useState('');
  const values = entry.values ?? [];
  const unknown = known ? unknownOf(entry, samples, known) : [];
  const set = (text: string, to: string | null) => {
    const rest = values.filter((one) => one.from !== text);
    const at = values.findIndex((one) => one.from === text);
    const next = to ? rest.toSpliced(at < 0 ? rest.length : at, 0, { from: text, to }) : rest;
    onChange({ values: next.length > 0 ? next : undefined });
  };
  const add = () => {
    const text = from.trim();
    if (text === '' || values.some((one) => one.from === text)) return;
    onChange({ values: [...values, { from: text, to: '' }] });
    setFrom('');
    setAdding(false);
  };
  return (
    <Stack gap={6}>
      {unknown.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('transfer:values.unknown', { field: fieldLabel })}
        </Text>
      )}
      {[...values, ...unknown.map((text) => ({ from: text, to: '' }))].map((one) => (
        <div key={one.from} className={classes.correction}>
          <Text size="xs" className={classes.breaking}>
            {one.from}
          </Text>
          <Target from={one.from} to={one.to} known={known} onChange={(to) => set(one.from, to)} />
          {values.some((kept) => kept.from === one.from) ? (
            <ActionIcon
              size="sm"
              aria-label={t('transfer:values.remove', { value: one.from })}
              onClick={() => set(one.from, null)}
            >
              <IconX size={14} />
            </ActionIcon>
          ) : (
            <span />
          )}
        </div>
      ))}
      {adding ? (
        <Group gap={6} wrap="nowrap">
          <TextInput
            size="xs"
            flex={1}
            autoFocus
            aria-label={t('transfer:values.from')}
            placeholder={t('transfer:values.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') add();
              if (event.key === 'Escape') setAdding(false);
            }}
          />
          <Button size="xs" variant="default" onClick={add}>
            {t('common:action.add')}
          </Button>
        </Group>
      ) : (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          className={classes.another}
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('transfer:values.add')}
        </Button>
      )}
    </Stack>
  );
}

function Target({
  from,
  to,
  known,
  onChange,
}: {
  from: string;
  to: string;
  known: readonly Known[] | undefined;
  onChange: (to: string | null) => void;
}) {
  const { t } = useTranslation('transfer');
  const label = t('values.to', { value: from });
  const [text, setText] = useState(to);
  if (known) {
    return (
      <Select
        size="xs"
        searchable
        aria-label={label}
        placeholder={t('values.choose')}
        data={[...known]}
        value={to || null}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={t('values.choose')}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text.trim() !== to && onChange(text.trim() || null)}
    />
  );
}
