import { ActionIcon, Alert, Button, Group, ScrollArea, Stack, Text, Title } from '@mantine/core';
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userErrorText } from '@/app/errors';
import { confirm } from '@/ui/confirm';
import { Markdown } from '../activities/Markdown';
import { MinutesField } from '../activities/MinutesField';
import { EditedBy } from '../presence/EditedBy';
import { type ConflictError, saveMerging } from '../records/merge';
import classes from './Proposals.module.css';
import { useUpdateProposal } from './useUpdateProposal';

interface Props {
  /** Of the proposal. */
  id: string;
  version: number;
  field: 'intro' | 'terms';
  label: string;
  value: string;
  readOnly: boolean;
}

/** One of its texts in Markdown: read as the customer will, and written with a preview. */
export function ProposalText(props: Props) {
  const { field, label, value, readOnly } = props;
  const { t } = useTranslation(['proposals', 'common']);
  const [editing, setEditing] = useState(false);
  if (readOnly && !value) return null;
  // Somebody else may have sent it off meanwhile: what is being written stays until its writer closes it.
  if (editing) return <TextEdit {...props} onClose={() => setEditing(false)} />;
  return (
    <section className={classes.text} aria-label={label}>
      <Group gap="xs" mb={4}>
        <Title order={2} size="h5">
          {label}
        </Title>
        {!readOnly && (
          <ActionIcon
            size={26}
            aria-label={t('common:edit.field', { field: label })}
            onClick={() => setEditing(true)}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {value ? (
        <Markdown text={value} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('proposals:text.none')}
        </Text>
      )}
      <EditedBy field={field} />
    </section>
  );
}

function TextEdit({ id, version, field, label, value, readOnly, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation(['proposals', 'common']);
  const update = useUpdateProposal(id);
  const [base] = useState({ version, value });
  const [draft, setDraft] = useState(value);
  const [error, setError] = useState<string>();
  const [clash, setClash] = useState<ConflictError>();
  const [busy, setBusy] = useState(false);

  const save = async () => {
    if (busy) return;
    const text = draft.trim();
    if (text === value.trim() && !clash) return onClose();
    setBusy(true);
    const from = clash?.currentVersion ?? base.version;
    const result = await saveMerging(field, from, (expected) => update({ [field]: text || null }, expected));
    setBusy(false);
    if (result.ok) return onClose();
    if ('clash' in result) return setClash(result.clash);
    setError(result.errors.map(userErrorText).join(' ') || t('common:edit.notSaved'));
  };
  const cancel = async () => {
    const discard =
      draft === base.value ||
      (await confirm({
        title: t('common:discard.title'),
        body: t('common:discard.body'),
        confirmLabel: t('common:discard.confirm'),
        danger: true,
      }));
    if (discard) onClose();
  };
  const theirs = clash?.changed.find((one) => one.field === field)?.after;
  return (
    <Stack
      gap="xs"
      className={classes.text}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      <div data-field={field}>
        <MinutesField
          label={label}
          description={t('proposals:text.hint')}
          value={draft}
          error={error ?? (readOnly ? t('proposals:text.locked') : undefined)}
          onChange={(text) => {
            setDraft(text);
            setError(undefined);
          }}
        />
        <EditedBy field={field} />
      </div>
      {clash && (
        <Alert
          color="amber"
          icon={<IconGitMerge size={18} />}
          title={
            clash.changedBy
              ? t('common:conflict.titleBy', { field: label, who: clash.changedBy.name })
              : t('common:conflict.title', { field: label })
          }
        >
          <ScrollArea.Autosize mah={200}>
            {typeof theirs === 'string' && theirs ? (
              <Markdown text={theirs} />
            ) : (
              <Text size="sm">{t('common:conflict.nothing')}</Text>
            )}
          </ScrollArea.Autosize>
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button size="xs" variant="default" onClick={clash ? onClose : () => void cancel()}>
          {t(clash ? 'common:conflict.takeTheirs' : 'common:action.cancel')}
        </Button>
        <Button size="xs" loading={busy} disabled={readOnly} onClick={() => void save()}>
          {t(clash ? 'common:conflict.keepMine' : 'common:action.save')}
        </Button>
      </Group>
    </Stack>
  );
}
