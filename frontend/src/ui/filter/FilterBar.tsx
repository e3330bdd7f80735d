import { Button, Group, Menu, Popover, Text, UnstyledButton } from '@mantine/core';
import IconFilterPlus from '@tabler/icons-react/dist/esm/icons/IconFilterPlus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterCondition } from '@/searchParams';
import { ConditionEditor } from './ConditionEditor';
import { ConditionText } from './ConditionText';
import classes from './FilterBar.module.css';
import type { FilterField } from './model';

interface Props {
  fields: readonly FilterField[];
  value: readonly FilterCondition[] | undefined;
  onChange: (value: FilterCondition[]) => void;
  /** Beside the chips: a text search, a view switch. */
  children?: ReactNode;
}

/** Chips for what is filtered, and a menu to add more. */
export function FilterBar({ fields, value = [], onChange, children }: Props) {
  const { t } = useTranslation('common');
  const [adding, setAdding] = useState<FilterField>();

  return (
    <Group gap="xs" px="var(--ds-gutter)" pb="sm" role="group" aria-label={t('filter.label')}>
      {children}
      {value.map((condition, index) => {
        const field = fields.find(({ key }) => key === condition[0]);
        if (!field) return null;
        return (
          <Chip
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place.
            key={`${condition[0]}-${index}`}
            field={field}
            condition={condition}
            onChange={(next) => onChange(value.map((old, place) => (place === index ? next : old)))}
            onRemove={() => onChange(value.filter((_, place) => place !== index))}
          />
        );
      })}
      <Popover
        opened={adding !== undefined}
        onDismiss={() => setAdding(undefined)}
        position="bottom-start"
        shadow="md"
        trapFocus
        withRoles={false}
      >
        <Popover.Target>
          <span>
            <Menu position="bottom-start">
              <Menu.Target>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  leftSection={<IconFilterPlus size={16} aria-hidden />}
                >
                  {t('filter.add')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
                {fields.map((field) => (
                  <Menu.Item key={field.key} onClick={() => setAdding(field)}>
                    {field.label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </span>
        </Popover.Target>
        <Popover.Dropdown>
          {adding && (
            <ConditionEditor
              field={adding}
              onApply={(condition) => {
                onChange([...value, condition]);
                setAdding(undefined);
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      {value.length > 0 && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChange([])}>
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  );
}

interface ChipProps {
  field: FilterField;
  condition: FilterCondition;
  onChange: (condition: FilterCondition) => void;
  onRemove: () => void;
}

function Chip({ field, condition, onChange, onRemove }: ChipProps) {
  const { t } = useTranslation('common');
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus returnFocus>
      <span className={classes.chip}>
        <Popover.Target>
          <UnstyledButton className={classes.text} onClick={() => setOpened((old) => !old)}>
            <Text size="sm" span fw={600}>
              {field.label}
            </Text>{' '}
            <ConditionText field={field} condition={condition} />
          </UnstyledButton>
        </Popover.Target>
        <UnstyledButton
          className={classes.remove}
          onClick={onRemove}
          aria-label={t('filter.remove', { field: field.label })}
        >
          <IconX size={13} />
        </UnstyledButton>
      </span>

      <Popover.Dropdown>
        <ConditionEditor
          field={field}
          condition={condition}
          onApply={(next) => {
            onChange(next);
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
