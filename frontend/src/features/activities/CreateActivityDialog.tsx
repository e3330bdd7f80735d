import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '@/app/viewer';
import { timeZoneCell } from '@/i18n/format';
import { useCell } from '@/relay/store';
import { RecordDialog } from '@/ui/RecordDialog';
import { ActivityFields } from './ActivityFields';
import { FollowUps } from './FollowUps';
import { type About, atFields, createInput, durationAfter, usualDuration, type Values } from './form';
import type { ActivityActions } from './useActivities';
import { useFieldChecks } from './useFieldChecks';
import { justBefore, nextMorning } from './when';

interface Props {
  about: About;
  /** To take place, or over already. */
  planned: boolean;
  /** Those there are, and of which it is unless somebody says otherwise. */
  kinds: readonly { readonly id: string; readonly key: string }[];
  kindId: string | undefined;
  /** Who takes part unless somebody else is named. */
  contactIds: readonly string[];
  accountId: string | undefined;
  create: ActivityActions['create'];
  onClose: () => void;
}

/** Plans an activity, or writes down one that took place. */
export function CreateActivityDialog({
  about,
  planned,
  kinds,
  kindId,
  contactIds,
  accountId,
  create,
  onClose,
}: Props) {
  const { t } = useTranslation(['activities', 'common']);
  const viewer = useViewer();
  const zone = useCell(timeZoneCell);
  const keyOf = (id: string | null | undefined) => kinds.find((kind) => kind.id === id)?.key;
  const [start] = useState(
    (): Values => ({
      kindId: kindId ?? null,
      subject: '',
      ...(planned ? nextMorning(Date.now(), zone) : justBefore(Date.now(), zone)),
      duration: usualDuration(keyOf(kindId), planned),
      contactIds: [...contactIds],
      userIds: [viewer.id],
      ownerId: viewer.id,
      minutes: '',
      outcome: '',
      tasks: [],
    }),
  );
  const form = useForm<Values>({
    initialValues: start,
    validate: useFieldChecks(),
    onValuesChange: (is, was) => {
      if (is.kindId === was.kindId) return;
      const kind = { was: keyOf(was.kindId), is: keyOf(is.kindId), planned };
      const duration = durationAfter(is.duration, kind);
      if (duration !== is.duration) form.setFieldValue('duration', duration);
    },
  });

  return (
    <RecordDialog
      title={t(planned ? 'activities:plan' : 'activities:log')}
      size="xl"
      form={form}
      submitLabel={t(planned ? 'activities:form.plan' : 'activities:form.log')}
      onClose={onClose}
      onSubmit={async (values) => {
        const result = await create(createInput(values, { about, planned, zone }));
        return result.ok
          ? result
          : { ok: false, errors: result.errors.map((error) => atFields(error, values.tasks)) };
      }}
    >
      <ActivityFields form={form} planned={planned} accountId={accountId} />
      <FollowUps
        rows={form.values.tasks}
        errors={form.errors}
        onChange={(tasks) => form.setFieldValue('tasks', tasks)}
      />
    </RecordDialog>
  );
}
