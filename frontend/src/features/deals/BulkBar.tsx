import { ActionIcon, Button, Group, List, Progress, Stack, Text, Textarea } from '@mantine/core';
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs';
import IconUserShare from '@tabler/icons-react/dist/esm/icons/IconUserShare.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { LookupPicker, UserPicker } from '@/ui/pickers';
import type { BulkSummary } from './bulk';
import classes from './Deals.module.css';
import { StageSelect, usePipelines } from './StageSelect';
import { type MoveTarget, useBulk } from './useBulk';

interface Props {
  ids: readonly string[];
  names: ReadonlyMap<string, string>;
  onClear: () => void;
}

/** What can be done with all selected deals at once. */
export function BulkBar({ ids, names, onClear }: Props) {
  const { t } = useTranslation('deals');
  const [dialog, setDialog] = useState<'move' | 'assign'>();
  const [summary, setSummary] = useState<BulkSummary>();
  /** Where those went that are summed up. */
  const [target, setTarget] = useState<MoveTarget>();
  const { move, assign, done, busy } = useBulk(names);

  const run = async (work: Promise<BulkSummary | undefined>) => {
    setDialog(undefined);
    const result = await work;
    if (!result) return;
    // What was changed has been said, with its way back.
    if (result.skipped.length === 0) onClear();
    else setSummary(result);
  };

  const moveTo = (some: readonly string[], to: MoveTarget) => {
    setTarget(to);
    void run(move(some, to));
  };

  return (
    <section className={classes.bulk} aria-label={t('bulk.label')}>
      <Group gap="sm">
        <Text size="sm" fw={600} aria-live="polite">
          {t('common:table.selected', { count: ids.length })}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          leftSection={<IconArrowsExchange size={16} aria-hidden />}
          onClick={() => setDialog('move')}
        >
          {t('bulk.move')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          leftSection={<IconUserShare size={16} aria-hidden />}
          onClick={() => setDialog('assign')}
        >
          {t('bulk.assign')}
        </Button>
        <ActionIcon aria-label={t('bulk.clear')} onClick={onClear} disabled={busy}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {busy && (
        <Progress
          mt={8}
          value={(done / ids.length) * 100}
          aria-label={t('bulk.progress', { done, all: ids.length })}
        />
      )}
      {dialog === 'move' && (
        <BulkDialog title={t('bulk.moveTitle', { count: ids.length })} onClose={() => setDialog(undefined)}>
          <MoveForm onSubmit={(stageId, lossReasonId) => moveTo(ids, { stageId, lossReasonId })} />
        </BulkDialog>
      )}
      {dialog === 'assign' && (
        <BulkDialog title={t('bulk.assignTitle', { count: ids.length })} onClose={() => setDialog(undefined)}>
          <AssignForm onSubmit={(ownerId) => void run(assign(ids, ownerId))} />
        </BulkDialog>
      )}
      {summary && (
        <SummaryDialog
          summary={summary}
          onAnyway={(some, overrideReason) => {
            setSummary(undefined);
            if (target) moveTo(some, { ...target, overrideReason });
          }}
          onClose={() => {
            setSummary(undefined);
            onClear();
          }}
        />
      )}
    </section>
  );
}

function BulkDialog(props: { title: string; onClose: () => void; children: React.ReactNode }) {
  return (
    <Dialog onClose={props.onClose} title={props.title}>
      <Suspense fallback={null}>{props.children}</Suspense>
    </Dialog>
  );
}

function MoveForm({ onSubmit }: { onSubmit: (stageId: string, lossReasonId: string | null) => void }) {
  const { t } = useTranslation('deals');
  const pipelines = usePipelines();
  const [stageId, setStageId] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const stage = pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === stageId);
  const lost = stage?.kind === 'LOST';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (stageId && (!lost || reason)) onSubmit(stageId, lost ? reason : null);
      }}
    >
      <Stack>
        <StageSelect label={t('move.target')} value={stageId} onChange={setStageId} autoFocus />
        {lost && (
          <LookupPicker
            kind="LOSS_REASON"
            label={t('app:field.lossReason')}
            required
            value={reason}
            onChange={setReason}
          />
        )}
        <Button type="submit" disabled={!stageId || (lost && !reason)}>
          {t('move.submit')}
        </Button>
      </Stack>
    </form>
  );
}

function AssignForm({ onSubmit }: { onSubmit: (ownerId: string) => void }) {
  const { t } = useTranslation('deals');
  const [owner, setOwner] = useState<string | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (owner) onSubmit(owner);
      }}
    >
      <Stack>
        <UserPicker label={t('app:field.owner')} value={owner} onChange={setOwner} autoFocus />
        <Button type="submit" disabled={!owner}>
          {t('assign.submit')}
        </Button>
      </Stack>
    </form>
  );
}

interface SummaryProps {
  summary: BulkSummary;
  /** Moves those that only a gate stopped. */
  onAnyway: (ids: readonly string[], overrideReason: string) => void;
  onClose: () => void;
}

/** "48 changed, 2 skipped: …", then which ones and why. */
export function SummaryDialog({ summary, onAnyway, onClose }: SummaryProps) {
  const { t } = useTranslation('deals');
  const { changed, skipped, reasons } = summary;
  const stopped = skipped.filter(({ anyway }) => anyway).map(({ id }) => id);
  return (
    <Dialog onClose={onClose} title={t('bulk.result')}>
      <Stack gap="sm">
        <Text fw={600}>
          {t('bulk.changed', { count: changed })}, {t('bulk.skipped', { count: skipped.length })}:{' '}
          {reasons
            .map(({ reason, count }) => (reasons.length > 1 ? `${reason} (${count})` : reason))
            .join(' ')}
        </Text>
        <List size="sm" spacing={4} mah={320} style={{ overflow: 'auto' }}>
          {skipped.map(({ id, name, reason }) => (
            <List.Item key={id}>
              <strong>{name}</strong> – {reason}
            </List.Item>
          ))}
        </List>
        {stopped.length > 0 && (
          <Suspense fallback={null}>
            <Anyway count={stopped.length} onSubmit={(reason) => onAnyway(stopped, reason)} />
          </Suspense>
        )}
        <Button variant={stopped.length > 0 ? 'default' : 'filled'} onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </Stack>
    </Dialog>
  );
}

/** Those that a gate stopped go nevertheless, for a reason. */
function Anyway({ count, onSubmit }: { count: number; onSubmit: (reason: string) => void }) {
  const { t } = useTranslation(['deals', 'gate']);
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onSubmit(reason.trim());
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('gate:override')}
          description={t('gate:overrideHint')}
          autosize
          minRows={1}
          maxRows={6}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!reason.trim()}>
          {t('deals:bulk.anyway', { count })}
        </Button>
      </Stack>
    </form>
  );
}
