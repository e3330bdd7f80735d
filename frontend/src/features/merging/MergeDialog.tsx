import { Alert, Button, Group, Loader, Stack, Title } from '@mantine/core';
import {
  type FormEvent,
  type KeyboardEvent,
  type MouseEvent,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/app/toasts';
import { confirm } from '@/ui/confirm';
import { Dialog } from '@/ui/Dialog';
import { ChooseStep } from './ChooseStep';
import { ConfirmStep } from './ConfirmStep';
import classes from './Merging.module.css';
import type { Merging } from './model';
import { PickStep } from './PickStep';
import { type Step, useMergeDraft } from './useMergeDraft';

interface Props {
  merging: Merging;
  /** The record of the page. */
  record: { readonly id: string; readonly name: string };
  onClose: () => void;
  onMerged: (keptId: string) => void;
}

const STEPS: readonly Step[] = ['pick', 'choose', 'confirm'];

/** Two records of the same company or person become one, in three steps: which, what stays, and what happens. */
export function MergeDialog({ merging, record, onClose, onMerged }: Props) {
  const { t } = useTranslation(['merging', 'common']);
  const draft = useMergeDraft(merging, record.id);
  const [picked, setPicked] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const { step, sides, busy } = draft;
  const at = STEPS.indexOf(step);
  const before = STEPS[at - 1];

  const close = async () => {
    if (busy) return;
    if (draft.choices.size > 0) {
      const discard = await confirm({
        title: t('common:discard.title'),
        body: t('discard'),
        confirmLabel: t('common:discard.confirm'),
        danger: true,
      });
      if (!discard) return;
    }
    onClose();
  };

  const merge = async () => {
    if (!sides) return;
    const kept = await draft.submit();
    if (kept === undefined) return;
    onClose();
    const { keep, merge: other, names } = sides;
    toast.success(t('done', { merged: names.get(other.id), kept: names.get(keep.id) }));
    // After the dialog has closed: closing gives the keyboard back, and opening the record takes it.
    setTimeout(() => onMerged(kept));
  };

  const next = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (step === 'pick') {
      setAsked(true);
      if (picked !== null) await draft.pick(picked);
    } else if (step === 'choose') draft.go('confirm');
    else await merge();
  };

  // The second click of a double click on "Next" would otherwise be one on what takes its place.
  const once = (event: MouseEvent) => {
    if (event.detail > 1) event.preventDefault();
  };

  // Held down, it must not run through all the steps.
  const byKey = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!event.repeat) event.currentTarget.requestSubmit();
  };

  return (
    <Dialog title={t(`title.${merging.kind}`)} onClose={() => void close()} size="xl">
      <form noValidate onSubmit={(event) => void next(event)} onKeyDown={byKey}>
        <Stack gap="md">
          <StepHeading key={step} step={at + 1} name={t(`step.${step}`)} />
          {draft.problem && (
            <Alert color="red" role="alert">
              {draft.problem}
            </Alert>
          )}
          <Suspense fallback={<Loader size="sm" />}>
            {step === 'pick' && (
              <PickStep
                merging={merging}
                record={record}
                value={picked}
                missing={asked && picked === null}
                onChange={setPicked}
              />
            )}
            {step === 'choose' && sides && <ChooseStep merging={merging} draft={draft} sides={sides} />}
            {step === 'confirm' && sides && (
              <ConfirmStep merging={merging} sides={sides} choices={draft.choices} />
            )}
          </Suspense>
          <Group justify="space-between">
            {before ? (
              <Button variant="default" disabled={busy} onClick={() => draft.go(before)}>
                {t('back')}
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={() => void close()}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" loading={busy} onClick={once}>
                {t(step === 'confirm' ? 'submit' : 'next')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Takes the keyboard when its step begins, so that a screen reader says where one is. */
function StepHeading({ step, name }: { step: number; name: string }) {
  const { t } = useTranslation('merging');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: false }), []);
  return (
    <Title order={3} size="h5" ref={heading} tabIndex={-1} data-autofocus className={classes.heading}>
      {t('step.of', { step, name })}
    </Title>
  );
}
