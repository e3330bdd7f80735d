import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneCell } from '@/i18n/format';
import { useCell } from '@/relay/store';
import { RecordDialog } from '@/ui/RecordDialog';
import type { ConflictError } from '../records/merge';
import { ActivityFields } from './ActivityFields';
import { Clash } from './Clash';
import { atFields, type Known, patchOf, type Values, valuesOf } from './form';
import type { ActivityActions } from './useActivities';
import { useFieldChecks } from './useFieldChecks';

interface Props {
  activity: Known & { readonly id: string; readonly version: number; readonly status: string };
  accountId: string | undefined;
  update: ActivityActions['update'];
  onClose: () => void;
}

/** Changes what is known of an activity. */
export function EditActivityDialog({ activity, accountId, update, onClose }: Props) {
  const { t } = useTranslation(['activities', 'common']);
  const zone = useCell(timeZoneCell);
  // The form keeps what was there when it opened: only what differs from that is sent, on top of that version.
  const [{ id, version, ...start }] = useState(() => ({
    id: activity.id,
    version: activity.version,
    values: valuesOf(activity, zone),
  }));
  const form = useForm<Values>({ initialValues: start.values, validate: useFieldChecks() });
  const [clash, setClash] = useState<ConflictError>();

  return (
    <RecordDialog
      title={t('activities:edit')}
      size="xl"
      form={form}
      submitLabel={t(clash ? 'common:conflict.keepMine' : 'common:action.save')}
      onClose={onClose}
      onSubmit={async (values) => {
        const patch = patchOf(start.values, values, zone);
        if (Object.keys(patch).length === 0) return { ok: true };
        const result = await update(id, patch, clash?.currentVersion ?? version);
        if (result.ok) return result;
        if ('clash' in result) {
          setClash(result.clash);
          return { ok: false, errors: [] };
        }
        return { ok: false, errors: result.errors.map((error) => atFields(error, [])) };
      }}
    >
      {clash && <Clash with={clash} />}
      <ActivityFields form={form} planned={activity.status === 'PLANNED'} accountId={accountId} />
    </RecordDialog>
  );
}
