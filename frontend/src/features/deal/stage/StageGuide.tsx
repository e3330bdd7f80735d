import { Checkbox, Spoiler, Text, VisuallyHidden } from '@mantine/core';
import IconSquare from '@tabler/icons-react/dist/esm/icons/IconSquare.mjs';
import IconSquareCheck from '@tabler/icons-react/dist/esm/icons/IconSquareCheck.mjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { DateText } from '@/ui/DateText';
import classes from './Stage.module.css';
import type { StepState } from './steps';

// What reads Markdown weighs something; many stages have no guidance.
const Markdown = lazy(async () => ({ default: (await import('../../activities/Markdown')).Markdown }));

interface Props {
  guidance: string | null;
  steps: readonly StepState[];
  /** Absent where the steps are only read. */
  onStep?: (id: string, done: boolean) => void;
}

/** A stage's guidance and its steps. */
export function StageGuide({ guidance, steps, onStep }: Props) {
  const { t } = useTranslation('plans');
  const done = steps.filter((step) => step.done).length;
  if (!guidance && steps.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('panel.nothing')}
      </Text>
    );
  }
  return (
    <>
      {guidance && (
        <Spoiler maxHeight={176} showLabel={t('panel.more')} hideLabel={t('panel.less')}>
          <Suspense fallback={null}>
            <Markdown text={guidance} />
          </Suspense>
        </Spoiler>
      )}
      {steps.length > 0 && (
        <>
          <Text size="sm" fw={600} mt={guidance ? 'xs' : 0} id="stage-steps">
            {t('steps.title')}{' '}
            <Text size="xs" c="dimmed" span>
              {t('steps.count', { done, total: steps.length })}
            </Text>
          </Text>
          <ul className={classes.steps} aria-labelledby="stage-steps">
            {steps.map((step) => (
              <Step key={step.id} step={step} onStep={onStep} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Step({ step, onStep }: { step: StepState } & Pick<Props, 'onStep'>) {
  const { t } = useTranslation('plans');
  const title = <span className={step.done ? classes.done : undefined}>{step.title}</span>;
  return (
    <li>
      {onStep ? (
        <Checkbox
          label={title}
          description={step.hint ?? undefined}
          checked={step.done}
          onChange={(event) => onStep(step.id, event.currentTarget.checked)}
        />
      ) : (
        <div className={classes.read}>
          {step.done ? <IconSquareCheck size={20} aria-hidden /> : <IconSquare size={20} aria-hidden />}
          <Text size="sm" component="div">
            {title}
            <VisuallyHidden>{t(step.done ? 'steps.done' : 'steps.open')}</VisuallyHidden>
            {step.hint && (
              <Text size="xs" c="dimmed">
                {step.hint}
              </Text>
            )}
          </Text>
        </div>
      )}
      {step.doneAt && (
        <Text size="xs" c="dimmed" component="div" className={classes.who}>
          {step.doneBy && `${step.doneBy}, `}
          <DateText value={step.doneAt} variant="relative" />
        </Text>
      )}
    </li>
  );
}
