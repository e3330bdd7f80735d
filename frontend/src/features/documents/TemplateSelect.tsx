import { Select, type SelectProps, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { TemplateSelectQuery } from '@/__generated__/TemplateSelectQuery.graphql';
import { LANGUAGE_NAMES, toLanguage } from '@/i18n';

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  readonly language: string;
  readonly placeholders: readonly string[];
}

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** The first ones by name. */
  first: readonly Template[];
  /** There are more of them: the server searches. */
  more: boolean;
  value: Template | undefined;
  onChange: (template: Template | undefined) => void;
}

/** A template by name; with many of them the server finds it. */
export function TemplateSelect({ first, more, value, onChange, ...rest }: Props) {
  const { t } = useTranslation('common');
  const environment = useRelayEnvironment();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const [found, setFound] = useState<readonly Template[]>();
  const search = wanted === value?.name ? '' : wanted.trim();

  useEffect(() => {
    if (!more || !search) return setFound(undefined);
    const request = fetchQuery<TemplateSelectQuery>(
      environment,
      graphql`
        query TemplateSelectQuery($search: String!) {
          documentTemplates(search: $search, first: 20) {
            nodes {
              id
              name
              description
              language
              placeholders
            }
          }
        }
      `,
      { search },
    ).subscribe({
      next: ({ documentTemplates }) => setFound(documentTemplates.nodes),
      error: () => setFound([]),
    });
    return () => request.unsubscribe();
  }, [environment, more, search]);

  const shown = found ?? first;
  const all = value && !shown.some(({ id }) => id === value.id) ? [value, ...shown] : shown;
  return (
    <Select
      {...rest}
      searchable
      // Choosing it once more keeps it.
      allowDeselect={false}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      value={value?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      // Where all are here the select itself finds what is typed.
      filter={more ? ({ options }) => options : undefined}
      nothingFoundMessage={t('picker.nothing')}
      onChange={(id) => onChange(all.find((one) => one.id === id))}
      renderOption={({ option }) => {
        const one = all.find(({ id }) => id === option.value);
        const language = toLanguage(one?.language);
        return (
          <Stack gap={0}>
            <Text size="sm">{option.label}</Text>
            <Text size="xs" c="dimmed" lineClamp={2}>
              {[language && LANGUAGE_NAMES[language], one?.description].filter(Boolean).join(' · ')}
            </Text>
          </Stack>
        );
      }}
    />
  );
}
