import { Button, Select, Stack, Text } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import classes from '../Transfer.module.css';
import { type Column, choose, type Draft, type Entry, type Field, refine } from './draft';
import { EntryOptions } from './EntryOptions';
import type { Known } from './known';

interface Props {
  column: Column & { readonly filled: number };
  /** Of the whole file. */
  rows: number;
  fields: readonly Field[];
  label: (field: Field) => string;
  known: (field: Field) => readonly Known[] | undefined;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** A column of the file, what is in it, and what becomes of it. */
export function ColumnRow(props: Props) {
  const { column, rows, fields, draft, onChange } = props;
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const own = draft.entries.filter((entry) => entry.column === column.name);
  const empty = rows > 0 && column.filled === 0;
  const shown = own.length === 0 ? [undefined] : [...own, ...(adding ? [undefined] : [])];
  return (
    <li className={classes.column} data-used={own.length > 0 || undefined}>
      <div className={classes.breaking}>
        <Text fw={600} size="sm">
          {column.name}
        </Text>
        <Text size="xs" c="dimmed">
          {empty
            ? t('columns.empty')
            : t('columns.filled', {
                count: column.filled,
                formatted: format.number(column.filled),
                rows: format.number(rows),
              })}
        </Text>
        {column.samples.length > 0 && (
          <Text size="xs" lineClamp={2} mt={2}>
            {column.samples.join(' · ')}
          </Text>
        )}
      </div>
      <Stack gap="xs">
        {shown.map((entry, index) => {
          const field = fields.find(({ key }) => key === entry?.field);
          return (
            <Stack key={entry?.field ?? 'new'} gap={6}>
              <FieldPicker
                {...props}
                entry={entry}
                onPick={(next) => {
                  setAdding(false);
                  onChange(choose(draft, { column, index }, next));
                }}
              />
              {entry && field && (
                <EntryOptions
                  entry={entry}
                  field={field}
                  fieldLabel={props.label(field)}
                  samples={column.samples}
                  known={props.known(field)}
                  onChange={(patch) => onChange(refine(draft, entry, patch))}
                />
              )}
            </Stack>
          );
        })}
        {own.length > 0 && !adding && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            className={classes.another}
            leftSection={<IconPlus size={12} aria-hidden />}
            aria-label={t('columns.anotherOf', { column: column.name })}
            onClick={() => setAdding(true)}
          >
            {t('columns.another')}
          </Button>
        )}
      </Stack>
    </li>
  );
}

function FieldPicker({
  column,
  fields,
  label,
  draft,
  entry,
  onPick,
}: Props & { entry: Entry | undefined; onPick: (field: Field | undefined) => void }) {
  const { t } = useTranslation('transfer');
  const option = (field: Field) => {
    const taken = draft.entries.find((one) => one.field === field.key && one.column != null);
    const elsewhere = taken && taken.column !== column.name;
    return {
      value: field.key,
      label: elsewhere ? t('columns.taken', { field: label(field), column: taken.column }) : label(field),
    };
  };
  const group = (name: string, of: (field: Field) => boolean) => {
    const items = fields.filter(of).map(option);
    return items.length > 0 ? [{ group: t(`columns.group.${name}`), items }] : [];
  };
  return (
    <Select
      size="sm"
      aria-label={t('columns.field', { column: column.name })}
      placeholder={t('columns.skip')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('columns.skipColumn', { column: column.name }) }}
      nothingFoundMessage={t('common:picker.nothing')}
      data={[
        ...group('required', ({ required }) => required),
        ...group('optional', ({ required, custom }) => !required && !custom),
        ...group('custom', ({ required, custom }) => !required && custom),
      ]}
      value={entry?.field ?? null}
      onChange={(key) => onPick(fields.find((field) => field.key === key))}
    />
  );
}
