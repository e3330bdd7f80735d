import {
  Button,
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterCondition } from '@/searchParams';
import { DateInput } from '../DateInput';
import { RecordMultiPicker } from '../RecordMultiPicker';
import { type FilterField, isComplete, operatorsOf } from './model';

interface Props {
  field: FilterField;
  condition?: FilterCondition;
  onApply: (condition: FilterCondition) => void;
}

function startValue(operator: string, kind: FilterField['kind']): unknown {
  if (operator === 'isNull' || kind === 'boolean') return true;
  if (operator === 'between') return ['', ''];
  return operator === 'in' || operator === 'notIn' ? [] : '';
}

/** Operator and value of one condition; Enter applies. */
export function ConditionEditor({ field, condition, onApply }: Props) {
  const { t } = useTranslation('common');
  const operators = operatorsOf(field);
  const [operator, setOperator] = useState(condition?.[1] ?? operators[0] ?? 'eq');
  const [value, setValue] = useState<unknown>(condition?.[2] ?? startValue(operator, field.kind));
  const complete = isComplete(operator, value);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) onApply([field.key, operator, value]);
      }}
    >
      <Stack gap="xs" w={260}>
        {operators.length > 1 && (
          <Select
            aria-label={t('filter.operatorLabel', { field: field.label })}
            allowDeselect={false}
            data={operators.map((one) => ({ value: one, label: t(`filter.operator.${one}`) }))}
            value={operator}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => {
              if (!next) return;
              const before = startValue(operator, field.kind);
              const after = startValue(next, field.kind);
              setOperator(next);
              if (JSON.stringify(before) !== JSON.stringify(after)) setValue(after);
            }}
          />
        )}
        <ValueInput field={field} operator={operator} value={value} onChange={setValue} />
        <Button type="submit" size="compact-md" disabled={!complete}>
          {t('filter.apply')}
        </Button>
      </Stack>
    </form>
  );
}

interface ValueProps {
  field: FilterField;
  operator: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ValueInput({ field, operator, value, onChange }: ValueProps) {
  const { t } = useTranslation('common');
  if (operator === 'isNull' || field.kind === 'boolean') {
    const labels =
      operator === 'isNull' ? [t('filter.empty'), t('filter.notEmpty')] : [t('filter.yes'), t('filter.no')];
    return (
      <SegmentedControl
        aria-label={field.label}
        value={value === false ? 'false' : 'true'}
        onChange={(next) => onChange(next === 'true')}
        data={[
          { value: 'true', label: labels[0] },
          { value: 'false', label: labels[1] },
        ]}
      />
    );
  }
  if (operator === 'between') {
    const [from, to] = Array.isArray(value) ? value : ['', ''];
    return (
      <Group grow gap="xs">
        <Single
          field={field}
          label={t('filter.from')}
          value={from}
          onChange={(next) => onChange([next, to])}
        />
        <Single field={field} label={t('filter.to')} value={to} onChange={(next) => onChange([from, next])} />
      </Group>
    );
  }
  if (operator === 'in' || operator === 'notIn') {
    const chosen = Array.isArray(value) ? value.map(String) : [];
    if (field.kind === 'options') {
      return (
        <MultiSelect
          aria-label={field.label}
          data-autofocus
          searchable
          data={field.options?.map(({ value: key, label }) => ({ value: key, label }))}
          value={chosen}
          onChange={onChange}
          comboboxProps={{ withinPortal: false }}
        />
      );
    }
    if (
      field.kind === 'user' ||
      field.kind === 'account' ||
      field.kind === 'contact' ||
      field.kind === 'product' ||
      field.kind === 'competitor' ||
      field.kind === 'lookup'
    ) {
      return (
        <RecordMultiPicker
          kind={field.kind}
          lookupKind={field.lookupKind}
          label={field.label}
          value={chosen}
          onChange={onChange}
        />
      );
    }
  }
  return <Single field={field} label={field.label} value={value} onChange={onChange} />;
}

interface SingleProps {
  field: FilterField;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Single({ field, label, value, onChange }: SingleProps) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (field.kind === 'money' || field.kind === 'number') {
    return (
      <NumberInput
        aria-label={label}
        placeholder={label}
        hideControls
        thousandSeparator=" "
        value={text}
        onValueChange={({ value: next }) => onChange(next)}
      />
    );
  }
  if ((field.kind === 'date' || field.kind === 'instant') && !text.startsWith('@')) {
    return (
      <DateInput
        aria-label={label}
        placeholder={label}
        value={text || null}
        onChange={(day) => onChange(day ?? '')}
        popoverProps={{ withinPortal: false }}
      />
    );
  }
  return (
    <TextInput
      aria-label={label}
      data-autofocus
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
