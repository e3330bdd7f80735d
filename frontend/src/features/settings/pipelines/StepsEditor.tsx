import { ActionIcon, Button, Group, Input, TextInput } from '@mantine/core';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce, useReorder } from '@/ui/reorder';
import { ReorderButtons } from '../ReorderButtons';
import classes from '../Settings.module.css';
import own from './Steps.module.css';
import { MOST_STEPS, newStep, type StepDraft } from './steps';

interface Props {
  steps: StepDraft[];
  /** By the names the form gives its fields: `steps.0.title`. */
  errors: Record<string, ReactNode>;
  onChange: (steps: StepDraft[]) => void;
}

/** What a deal ticks off while it is in the stage, in its order. */
export function StepsEditor({ steps, errors, onChange }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const [title, setTitle] = useState('');
  const patch = (key: string, change: Partial<StepDraft>) =>
    onChange(steps.map((step) => (step.key === key ? { ...step, ...change } : step)));
  const add = () => {
    if (!title.trim()) return;
    onChange([...steps, newStep(title)]);
    setTitle('');
  };
  const move = (from: number, to: number) => {
    const step = steps[from];
    if (!step) return;
    onChange(steps.toSpliced(from, 1).toSpliced(to, 0, step));
    announce(t('settings:move.done', { name: step.title, position: to + 1, count: steps.length }));
  };

  return (
    <Input.Wrapper
      label={t('settings:steps.label')}
      labelElement="div"
      description={t('settings:steps.hint')}
      descriptionProps={{ mb: 6 }}
      error={errors.steps}
    >
      <ol className={classes.rows} aria-label={t('settings:steps.label')} hidden={steps.length === 0}>
        {steps.map((step, index) => (
          <StepRow
            key={step.key}
            step={step}
            index={index}
            count={steps.length}
            error={errors[`steps.${index}.title`] ?? errors[`steps.${index}.hint`]}
            onChange={(change) => patch(step.key, change)}
            onMove={move}
            onRemove={() => onChange(steps.filter(({ key }) => key !== step.key))}
          />
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <Group gap="xs" mt="xs" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={t('settings:steps.new')}
            placeholder={t('settings:steps.new')}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            onKeyDown={(event) => {
              // Enter adds the step here; the form is not finished yet.
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              add();
            }}
          />
          <Button variant="default" disabled={!title.trim()} onClick={add}>
            {t('common:action.add')}
          </Button>
        </Group>
      )}
    </Input.Wrapper>
  );
}

interface RowProps {
  step: StepDraft;
  index: number;
  count: number;
  error: ReactNode;
  onChange: (change: Partial<StepDraft>) => void;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
}

function StepRow({ step, index, count, error, onChange, onMove, onRemove }: RowProps) {
  const { t } = useTranslation('settings');
  const { row, handle, dragging, edge } = useReorder({ list: 'stage-steps', index, enabled: true, onMove });
  const name = step.title || t('steps.nth', { number: index + 1 });
  return (
    <li ref={row} className={classes.row} data-dragging={dragging || undefined} data-edge={edge ?? undefined}>
      <span ref={handle} className={classes.handle} aria-hidden>
        <IconGripVertical size={16} />
      </span>
      <div className={own.texts}>
        <TextInput
          className={own.text}
          size="xs"
          aria-label={t('steps.titleOf', { number: index + 1 })}
          maxLength={200}
          value={step.title}
          error={error}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
        <TextInput
          className={own.text}
          size="xs"
          aria-label={t('steps.hintOf', { name })}
          placeholder={t('steps.hintPlaceholder')}
          value={step.hint}
          onChange={(event) => onChange({ hint: event.currentTarget.value })}
        />
      </div>
      <Group gap={0} wrap="nowrap">
        <ReorderButtons name={name} index={index} count={count} onMove={onMove} />
        <ActionIcon aria-label={t('steps.remove', { name })} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
    </li>
  );
}
