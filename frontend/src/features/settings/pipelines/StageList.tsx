import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { StageList_pipeline$key } from '@/__generated__/StageList_pipeline.graphql';
import type { StageListMoveMutation } from '@/__generated__/StageListMoveMutation.graphql';
import { useAction } from '@/app/useAction';
import { announce } from '@/ui/reorder';
import { Panel } from '../Panel';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { AddStageDialog } from './AddStageDialog';
import { RemoveStageDialog } from './RemoveStageDialog';
import { StageDialog } from './StageDialog';
import { StageRow } from './StageRow';

type Open = { kind: 'add' } | { kind: 'edit' | 'remove'; id: string };

/** A pipeline's stages in their order. */
export function StageList({ pipeline }: { pipeline: StageList_pipeline$key }) {
  const { t } = useTranslation('settings');
  const admin = useIsAdmin();
  const [open, setOpen] = useState<Open>();
  const data = useFragment(
    graphql`
      fragment StageList_pipeline on Pipeline {
        id
        name
        stages {
          id
          name
          position
          kind
          ...StageRow_stage
          ...StageDialog_stage
        }
      }
    `,
    pipeline,
  );
  const [move, moving] = useAction<StageListMoveMutation>(graphql`
    mutation StageListMoveMutation($input: MoveStageInput!) {
      moveStage(input: $input) {
        pipeline {
          id
          stages {
            id
            version
            position
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const stages = data.stages.toSorted((a, b) => a.position - b.position);
  const chosen = open && open.kind !== 'add' ? stages.find(({ id }) => id === open.id) : undefined;
  const close = () => setOpen(undefined);

  const onMove = async (from: number, to: number) => {
    const stage = stages[from];
    const target = stages[to];
    if (!stage || !target) return;
    const result = await move(
      { input: { id: stage.id, position: target.position } },
      {
        optimisticUpdater: (store) => {
          // Everybody between the two places makes room by one.
          const step = from < to ? -1 : 1;
          for (const other of stages.slice(Math.min(from, to), Math.max(from, to) + 1)) {
            const next = other.id === stage.id ? target.position : other.position + step;
            store.get(other.id)?.setValue(next, 'position');
          }
        },
      },
    );
    if (result.ok) announce(t('move.done', { name: stage.name, position: to + 1, count: stages.length }));
  };

  return (
    <Panel
      title={t('stages.title', { pipeline: data.name })}
      hint={t('stages.hint')}
      actions={
        admin && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setOpen({ kind: 'add' })}
          >
            {t('stages.new')}
          </Button>
        )
      }
    >
      <ul className={classes.rows} aria-label={t('stages.title', { pipeline: data.name })}>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.id}
            stage={stage}
            list={data.id}
            index={index}
            count={stages.length}
            moving={moving}
            onMove={(from, to) => void onMove(from, to)}
            onEdit={() => setOpen({ kind: 'edit', id: stage.id })}
            onRemove={() => setOpen({ kind: 'remove', id: stage.id })}
          />
        ))}
      </ul>
      {open?.kind === 'add' && <AddStageDialog pipelineId={data.id} onClose={close} />}
      {open?.kind === 'edit' && chosen && <StageDialog stage={chosen} onClose={close} />}
      {open?.kind === 'remove' && chosen && (
        <RemoveStageDialog
          stage={chosen}
          others={stages.filter(({ id, kind }) => id !== chosen.id && kind === chosen.kind)}
          onClose={close}
        />
      )}
    </Panel>
  );
}
