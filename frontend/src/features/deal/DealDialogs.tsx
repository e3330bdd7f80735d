import { Button, Stack, Textarea } from '@mantine/core';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { DealDialogs_deal$key } from '@/__generated__/DealDialogs_deal.graphql';
import { reportUserErrors } from '@/app/errors';
import { Dialog } from '@/ui/Dialog';
import { LookupPicker, UserPicker } from '@/ui/pickers';
import { StageSelect, usePipelines } from '../deals/StageSelect';
import { ShareForm } from './ShareForm';
import { type Loss, type TargetStage, useMoveDeal } from './useDealMoves';
import { useDealStatus } from './useDealStatus';
import { useSaveDeal } from './useSaveDeal';

interface Props {
  deal: DealDialogs_deal$key;
  /** From the address; an unknown name opens nothing. */
  dialog: string | undefined;
  onClose: () => void;
}

const TITLES: Record<string, string> = {
  lost: 'lost.title',
  reopen: 'action.reopen',
  move: 'action.move',
  assign: 'action.assign',
  inactive: 'inactive.title',
  share: 'share.title',
};

/** The deal's dialogs; which one is open stands in the address. */
export function DealDialogs({ deal: key, dialog, onClose }: Props) {
  const { t } = useTranslation('deals');
  const deal = useFragment(
    graphql`
      fragment DealDialogs_deal on Deal {
        id
        stage {
          id
        }
        owner {
          id
        }
        pipeline {
          id
          stages {
            id
            version
            name
            kind
          }
        }
        ...ShareForm_deal
      }
    `,
    key,
  );
  const move = useMoveDeal(deal.id);
  const title = dialog && TITLES[dialog];
  if (!title) return null;

  const lostStage = deal.pipeline.stages.find(({ kind }) => kind === 'LOST');
  const finish = async (work: Promise<boolean>) => {
    // A refusal has been shown; the dialog keeps what was entered.
    if (await work) onClose();
  };
  return (
    <Dialog onClose={onClose} title={t(title)}>
      <Suspense fallback={null}>
        {dialog === 'lost' && lostStage && <LostForm onSubmit={(loss) => finish(move(lostStage, loss))} />}
        {dialog === 'move' && (
          <MoveForm current={deal.stage.id} onSubmit={(stage, loss) => finish(move(stage, loss))} />
        )}
        {dialog === 'reopen' && (
          <MoveForm
            current={null}
            kinds={['OPEN']}
            pipelineId={deal.pipeline.id}
            onSubmit={(stage) => finish(move(stage))}
          />
        )}
        {dialog === 'assign' && <AssignForm dealId={deal.id} ownerId={deal.owner.id} onClose={onClose} />}
        {dialog === 'inactive' && <InactiveForm dealId={deal.id} onClose={onClose} />}
        {dialog === 'share' && <ShareForm deal={deal} onClose={onClose} />}
      </Suspense>
    </Dialog>
  );
}

interface FormProps {
  submitLabel: string;
  ready: boolean;
  onSubmit: () => Promise<unknown>;
  children: ReactNode;
}

function Form({ submitLabel, ready, onSubmit, children }: FormProps) {
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (!ready || busy) return;
    setBusy(true);
    await onSubmit();
    setBusy(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
      }}
    >
      <Stack>
        {children}
        <Button type="submit" disabled={!ready} loading={busy}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}

function LossFields({ loss, onChange }: { loss: Partial<Loss>; onChange: (loss: Partial<Loss>) => void }) {
  const { t } = useTranslation('deals');
  return (
    <>
      <LookupPicker
        kind="LOSS_REASON"
        label={t('app:field.lossReason')}
        required
        data-autofocus
        value={loss.lossReasonId ?? null}
        onChange={(id) => onChange({ ...loss, lossReasonId: id ?? undefined })}
      />
      <Textarea
        label={t('app:field.winLossReport')}
        description={t('lost.reportHint')}
        autosize
        minRows={3}
        maxRows={10}
        value={loss.winLossReport ?? ''}
        onChange={(event) => onChange({ ...loss, winLossReport: event.currentTarget.value })}
      />
    </>
  );
}

function complete({ lossReasonId, winLossReport }: Partial<Loss>): Loss | undefined {
  return lossReasonId ? { lossReasonId, winLossReport: winLossReport?.trim() || null } : undefined;
}

function LostForm({ onSubmit }: { onSubmit: (loss: Loss) => Promise<unknown> }) {
  const { t } = useTranslation('deals');
  const [draft, setDraft] = useState<Partial<Loss>>({});
  const loss = complete(draft);
  return (
    <Form submitLabel={t('lost.confirm')} ready={Boolean(loss)} onSubmit={async () => loss && onSubmit(loss)}>
      <LossFields loss={draft} onChange={setDraft} />
    </Form>
  );
}

interface MoveProps {
  current: string | null;
  pipelineId?: string;
  kinds?: readonly ('OPEN' | 'WON' | 'LOST')[];
  onSubmit: (stage: TargetStage, loss?: Loss) => Promise<unknown>;
}

function MoveForm({ current, pipelineId, kinds, onSubmit }: MoveProps) {
  const { t } = useTranslation('deals');
  const stages = usePipelines().flatMap((pipeline) => pipeline.stages);
  const [stageId, setStageId] = useState(current);
  const [draft, setDraft] = useState<Partial<Loss>>({});
  const stage = stages.find(({ id }) => id === stageId);
  const lost = stage?.kind === 'LOST';
  const loss = complete(draft);
  const ready = Boolean(stage && stage.id !== current && (!lost || loss));
  return (
    <Form
      submitLabel={t('move.submit')}
      ready={ready}
      onSubmit={async () => stage && onSubmit(stage, lost ? loss : undefined)}
    >
      <StageSelect
        label={t('move.target')}
        value={stageId}
        onChange={setStageId}
        kinds={kinds}
        pipelineId={pipelineId}
        autoFocus
      />
      {lost && <LossFields loss={draft} onChange={setDraft} />}
    </Form>
  );
}

function AssignForm({ dealId, ownerId, onClose }: { dealId: string; ownerId: string; onClose: () => void }) {
  const { t } = useTranslation('deals');
  const { save } = useSaveDeal(dealId);
  const [owner, setOwner] = useState<string | null>(ownerId);
  return (
    <Form
      submitLabel={t('assign.submit')}
      ready={owner !== null && owner !== ownerId}
      onSubmit={async () => {
        const result = await save('ownerId', owner);
        if (result.ok) onClose();
        else reportUserErrors(result.errors);
      }}
    >
      <UserPicker label={t('app:field.owner')} value={owner} onChange={setOwner} data-autofocus />
    </Form>
  );
}

function InactiveForm({ dealId, onClose }: { dealId: string; onClose: () => void }) {
  const { t } = useTranslation('deals');
  const { deactivate } = useDealStatus(dealId);
  const [reason, setReason] = useState('');
  return (
    <Form
      submitLabel={t('action.putAside')}
      ready={reason.trim() !== ''}
      onSubmit={async () => {
        if (await deactivate(reason.trim())) onClose();
      }}
    >
      <Textarea
        label={t('inactive.reason')}
        description={t('inactive.hint')}
        required
        data-autofocus
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Form>
  );
}
