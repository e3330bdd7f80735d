import { Button, Collapse, SegmentedControl, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '@/i18n';
import { hasOptions } from '../../fields/values';
import type { FieldValues } from './form';

/** What the field and its options are called in other languages: one language at a time. */
export function Translations({ form }: { form: UseFormReturnType<FieldValues> }) {
  const { t } = useTranslation('fields');
  const [opened, { toggle }] = useDisclosure(form.errors.labels !== undefined);
  const [language, setLanguage] = useState<Language>('en');
  const id = useId();
  const { label, labels, options, type } = form.values;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-expanded={opened}
        aria-controls={id}
        rightSection={<IconChevronDown size={14} aria-hidden />}
        onClick={toggle}
      >
        {t('languages')}
      </Button>
      <Collapse expanded={opened} id={id}>
        <Stack gap="xs" mt="xs">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('languages')}
            value={language}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChange={(next) => setLanguage(next as Language)}
          />
          <TextInput
            label={t('labelIn', { language: LANGUAGE_NAMES[language] })}
            placeholder={label}
            lang={language}
            value={labels[language] ?? ''}
            error={form.errors.labels}
            onChange={(event) =>
              form.setFieldValue('labels', { ...labels, [language]: event.currentTarget.value })
            }
          />
          {hasOptions(type) &&
            options
              .filter(({ archived }) => !archived)
              .map((option) => (
                <TextInput
                  key={option.key}
                  label={t('optionIn', { name: option.label, language: LANGUAGE_NAMES[language] })}
                  placeholder={option.label}
                  lang={language}
                  value={option.labels[language] ?? ''}
                  onChange={(event) => {
                    const text = event.currentTarget.value;
                    form.setFieldValue(
                      'options',
                      options.map((one) =>
                        one.key === option.key
                          ? { ...one, labels: { ...one.labels, [language]: text } }
                          : one,
                      ),
                    );
                  }}
                />
              ))}
        </Stack>
      </Collapse>
    </div>
  );
}
