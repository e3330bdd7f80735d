import { Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { pickerProps } from '../records/pickerProps';
import { type ApprovalRef, useApprovalActions } from './useApprovalActions';

interface Props {
  approval: ApprovalRef;
  /** Its name: what the dialog is about. */
  deal: string;
  onClose: () => void;
  onDone?: () => void;
}

/** A decision in words: a rejection needs them, an approval may have them. */
export function DecisionDialog({
  approval,
  deal,
  decision,
  confirms = false,
  onClose,
  onDone,
}: Props & { decision: 'APPROVE' | 'REJECT'; confirms?: boolean }) {
  const { t } = useTranslation(['approvals', 'common']);
  const { decide } = useApprovalActions();
  const reject = decision === 'REJECT';
  const form = useForm({
    initialValues: { comment: '' },
    validate: { comment: (value) => (!reject || value.trim() ? null : t('approvals:reject.needed')) },
  });
  return (
    <RecordDialog
      title={t(reject ? 'approvals:reject.title' : 'approvals:approve.title', { deal })}
      size="md"
      form={form}
      startAtSubmit={confirms}
      submitLabel={t(reject ? 'approvals:reject.submit' : 'approvals:action.approve')}
      onClose={onClose}
      onSubmit={async ({ comment }) => {
        const result = await decide(approval, decision, { deal, comment });
        if (result.ok) onDone?.();
        // With nothing left to decide, the dialog has no use any more.
        return result.ok || result.over ? { ok: true } : result;
      }}
    >
      <Text size="sm" c="dimmed">
        {t(reject ? 'approvals:reject.hint' : 'approvals:approve.hint')}
      </Text>
      <Textarea
        label={t('approvals:comment')}
        required={reject}
        {...(!confirms && { 'data-autofocus': true })}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('comment')}
      />
    </RecordDialog>
  );
}

/** Somebody else decides in the viewer's place. */
export function DelegateDialog({ approval, deal, onClose, onDone }: Props) {
  const { t } = useTranslation(['approvals', 'common']);
  const { delegate } = useApprovalActions();
  const form = useForm({
    initialValues: { toUserId: null as string | null, comment: '' },
    validate: { toUserId: (value) => (value ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('approvals:delegate.title', { deal })}
      size="md"
      form={form}
      submitLabel={t('approvals:delegate.submit')}
      onClose={onClose}
      onSubmit={async ({ toUserId, comment }) => {
        const result = await delegate(approval, toUserId ?? '', comment);
        if (result.ok) onDone?.();
        return result;
      }}
    >
      <Text size="sm" c="dimmed">
        {t('approvals:delegate.hint')}
      </Text>
      <UserPicker
        label={t('approvals:delegate.to')}
        required
        data-autofocus
        {...pickerProps(form, 'toUserId')}
      />
      <Textarea
        label={t('approvals:comment')}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('comment')}
      />
    </RecordDialog>
  );
}

/** Whoever asked asks no more. */
export function RecallDialog({ approval, deal, onClose, onDone }: Props) {
  const { t } = useTranslation('approvals');
  const { recall } = useApprovalActions();
  const form = useForm({ initialValues: { comment: '' } });
  return (
    <RecordDialog
      title={t('recall.title', { deal })}
      size="md"
      form={form}
      submitLabel={t('recall.submit')}
      onClose={onClose}
      onSubmit={async ({ comment }) => {
        const result = await recall(approval, comment);
        if (result.ok) onDone?.();
        return result;
      }}
    >
      <Text size="sm" c="dimmed">
        {t('recall.hint')}
      </Text>
      <Textarea
        label={t('comment')}
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('comment')}
      />
    </RecordDialog>
  );
}
