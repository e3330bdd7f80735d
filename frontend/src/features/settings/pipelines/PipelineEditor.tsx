import { Button, Group, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { PipelineEditor_pipeline$key } from '@/__generated__/PipelineEditor_pipeline.graphql';
import type {
  PipelineEditorMutation,
  UpdatePipelineInput,
} from '@/__generated__/PipelineEditorMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import classes from '../../records/Record.module.css';
import { RecordField } from '../../records/RecordField';
import { useIsAdmin } from '../useIsAdmin';

interface Props {
  pipeline: PipelineEditor_pipeline$key;
  /** Another pipeline may have stopped being the default. */
  onChanged: () => void;
}

/** Name and rules of a pipeline. */
export function PipelineEditor({ pipeline, onChanged }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const admin = useIsAdmin();
  const data = useFragment(
    graphql`
      fragment PipelineEditor_pipeline on Pipeline {
        id
        version
        name
        isDefault
        archived
        allowSkip
        allowBack
      }
    `,
    pipeline,
  );
  const [commit, busy] = useAction<PipelineEditorMutation>(graphql`
    mutation PipelineEditorMutation($input: UpdatePipelineInput!) {
      updatePipeline(input: $input) {
        pipeline {
          id
          version
          name
          isDefault
          archived
          allowSkip
          allowBack
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const set = async (patch: Omit<UpdatePipelineInput, 'id' | 'expectedVersion'>) => {
    const result = await commit({ input: { id: data.id, ...patch, expectedVersion: data.version } });
    if (result.ok) onChanged();
    return result;
  };
  const archive = async () => {
    const result = await set({ archived: true });
    if (!result.ok) return;
    const version = result.data.updatePipeline.pipeline?.version;
    offerUndo({
      message: t('settings:pipelines.archivedToast', { name: data.name }),
      undo: async () => {
        await commit({ input: { id: data.id, archived: false, expectedVersion: version } });
        onChanged();
      },
    });
  };

  return (
    <Stack gap="sm">
      <dl className={classes.fields}>
        <RecordField
          label={t('settings:pipelines.name')}
          field="name"
          value={data.name}
          version={data.version}
          required
          disabled={!admin}
          save={(name, expectedVersion) =>
            commit({ input: { id: data.id, name, expectedVersion } }, { onRefused: () => undefined })
          }
        />
      </dl>
      <Switch
        label={t('settings:pipelines.allowSkip')}
        description={t('settings:pipelines.allowSkipHint')}
        checked={data.allowSkip}
        disabled={!admin || busy}
        onChange={(event) => void set({ allowSkip: event.currentTarget.checked })}
      />
      <Switch
        label={t('settings:pipelines.allowBack')}
        description={t('settings:pipelines.allowBackHint')}
        checked={data.allowBack}
        disabled={!admin || busy}
        onChange={(event) => void set({ allowBack: event.currentTarget.checked })}
      />
      {admin && (
        <Group gap="xs">
          {!data.isDefault && !data.archived && (
            <>
              <Button size="xs" variant="default" onClick={() => void set({ isDefault: true })}>
                {t('settings:pipelines.makeDefault')}
              </Button>
              <Button size="xs" variant="default" onClick={() => void archive()}>
                {t('common:action.archive')}
              </Button>
            </>
          )}
          {data.archived && (
            <Button size="xs" variant="default" onClick={() => void set({ archived: false })}>
              {t('common:action.restore')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
