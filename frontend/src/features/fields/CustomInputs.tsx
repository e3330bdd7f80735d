import { Button, Collapse, SimpleGrid, Stack } from '@mantine/core';
import type { FormErrors } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from './definitions';
import { FieldInput } from './FieldInput';
import { toText } from './values';

export type CustomValues = Record<string, string | null>;

/** What a form for a new record begins with: what is shown is what is sent. */
export function defaultsOf(fields: readonly Field[]): CustomValues {
  return Object.fromEntries(fields.map(({ key, defaultValue }) => [key, toText(defaultValue)]));
}

type Rule = (value: unknown) => string | null;

/** For `validate: { custom: … }` of such a form. */
export function requiredRules(fields: readonly Field[], message: string): Record<string, Rule> {
  const required = fields.filter((field) => field.required);
  return Object.fromEntries(
    required.map(({ key }): [string, Rule] => [key, (value) => (value ? null : message)]),
  );
}

interface Props {
  fields: readonly Field[];
  /** Those of the form's `custom`. */
  values: CustomValues;
  /** Those of the form. */
  errors: FormErrors;
  /** Of one field: what was wrong with it is not told any more while it is put right. */
  onChange: (key: string, value: string | null) => void;
}

/** The custom fields of a form: what must be filled in is in sight, the rest a click away. */
export function CustomInputs({ fields, values, errors, onChange }: Props) {
  const { t } = useTranslation('fields');
  const [opened, { open, toggle }] = useDisclosure();
  const id = useId();
  const required = fields.filter((field) => field.required);
  const others = fields.filter((field) => !field.required);
  // A refusal must not hide, nor its input while it is put right.
  if (!opened && others.some(({ key }) => errors[`custom.${key}`])) open();
  const inputs = (some: readonly Field[]) => (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {some.map((field) => (
        <div key={field.key} style={field.type === 'LONG_TEXT' ? { gridColumn: '1 / -1' } : undefined}>
          <FieldInput
            field={field}
            label={field.label}
            description={field.help}
            required={field.required}
            value={values[field.key] ?? null}
            error={errors[`custom.${field.key}`]}
            onChange={(value) => onChange(field.key, value)}
          />
        </div>
      ))}
    </SimpleGrid>
  );
  if (fields.length === 0) return null;
  return (
    <Stack gap="sm">
      {required.length > 0 && inputs(required)}
      {others.length > 0 && (
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
            {t(opened ? 'fewer' : 'more')}
          </Button>
          <Collapse expanded={opened} id={id}>
            <div style={{ paddingTop: 8 }}>{inputs(others)}</div>
          </Collapse>
        </div>
      )}
    </Stack>
  );
}
