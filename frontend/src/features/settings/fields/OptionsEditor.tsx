import { ActionIcon, Button, Group, Input, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '@/ui/reorder';
import { ReorderButtons } from '../ReorderButtons';
import classes from '../Settings.module.css';
import { type FieldValues, newOption, type OptionDraft } from './form';

/** The choices of a field, in the order in which they are offered. */
export function OptionsEditor({ form }: { form: UseFormReturnType<FieldValues> }) {
  const { t } = useTranslation(['fields', 'settings', 'common']);
  const [label, setLabel] = useState('');
  const { options } = form.values;
  const offered = options.filter(({ archived }) => !archived);

  const set = (next: OptionDraft[]) => {
    form.setFieldValue('options', next);
    form.clearFieldError('options');
  };
  const patch = (key: string, change: Partial<OptionDraft>) =>
    set(options.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const add = () => {
    if (!label.trim()) return;
    set([...options, newOption(label, options)]);
    setLabel('');
  };
  const move = (from: number, to: number) => {
    const moved = offered[from];
    if (!moved) return;
    const next = offered.toSpliced(from, 1).toSpliced(to, 0, moved);
    set([...next, ...options.filter(({ archived }) => archived)]);
    announce(t('settings:move.done', { name: moved.label, position: to + 1, count: offered.length }));
  };
  const remove = (option: OptionDraft) => {
    if (option.kept) patch(option.key, { archived: true });
    else set(options.filter(({ key }) => key !== option.key));
    const { defaultValue } = form.values;
    const left = defaultValue?.split(',').filter((key) => key !== option.key);
    form.setFieldValue('defaultValue', left?.join(',') || null);
  };

  return (
    <Input.Wrapper
      label={t('fields:options.label')}
      labelElement="div"
      description={t('fields:options.hint')}
      descriptionProps={{ mb: 6 }}
      error={form.errors.options}
    >
      <ul className={classes.rows} aria-label={t('fields:options.label')} hidden={options.length === 0}>
        {offered.map((option, index) => (
          <li key={option.key} className={classes.row}>
            <TextInput
              className={classes.grow}
              variant="unstyled"
              aria-label={t('fields:options.nameOf', { name: option.label })}
              value={option.label}
              onChange={(event) => patch(option.key, { label: event.currentTarget.value })}
            />
            <Group gap={0} wrap="nowrap">
              <ReorderButtons name={option.label} index={index} count={offered.length} onMove={move} />
              <ActionIcon
                aria-label={`${t(option.kept ? 'common:action.archive' : 'settings:remove')}: ${option.label}`}
                onClick={() => remove(option)}
              >
                {option.kept ? <IconArchive size={16} /> : <IconX size={16} />}
              </ActionIcon>
            </Group>
          </li>
        ))}
        {options
          .filter(({ archived }) => archived)
          .map((option) => (
            <li key={option.key} className={classes.row}>
              <span className={classes.grow}>
                {option.label} ({t('settings:archived')})
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`${t('common:action.restore')}: ${option.label}`}
                onClick={() => patch(option.key, { archived: false })}
              >
                {t('common:action.restore')}
              </Button>
            </li>
          ))}
      </ul>
      <Group gap="xs" mt="xs" wrap="nowrap">
        <TextInput
          flex={1}
          aria-label={t('fields:options.new')}
          placeholder={t('fields:options.new')}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter adds the option here; the form is not finished yet.
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            add();
          }}
        />
        <Button variant="default" disabled={!label.trim()} onClick={add}>
          {t('common:action.add')}
        </Button>
      </Group>
    </Input.Wrapper>
  );
}
