import { Button, Group, Loader, Select, Stack, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { RemoveStageDialogMutation } from '@/__generated__/RemoveStageDialogMutation.graphql';
import type { RemoveStageDialogQuery } from '@/__generated__/RemoveStageDialogQuery.graphql';
import { reportUserErrors, userErrorText } from '@/app/errors';
import { toast } from '@/app/toasts';
import { useAction } from '@/app/useAction';
import { Dialog } from '@/ui/Dialog';

interface StageLike {
  readonly id: string;
  readonly name: string;
}

interface Props {
  stage: StageLike;
  /** Where its deals can go: stages of the same kind, for a won deal stays won. */
  others: readonly StageLike[];
  onClose: () => void;
}

/** Removing a stage never loses deals: while it holds any, they need a new place first. */
export function RemoveStageDialog(props: Props) {
  const { t } = useTranslation(['settings', 'common']);
  return (
    <Dialog onClose={props.onClose} title={t('settings:stages.removeTitle', { name: props.stage.name })}>
      <Suspense fallback={<Loader size="sm" aria-label={t('common:loading')} />}>
        <Question {...props} />
      </Suspense>
    </Dialog>
  );
}

function Question({ stage, others, onClose }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const [target, setTarget] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const { deals } = useLazyLoadQuery<RemoveStageDialogQuery>(
    graphql`
      query RemoveStageDialogQuery($stageId: ID!) {
        deals(filter: { stageId: { eq: $stageId } }, first: 1) {
          totalCount
        }
      }
    `,
    { stageId: stage.id },
    { fetchPolicy: 'network-only' },
  );
  const [remove, busy] = useAction<RemoveStageDialogMutation>(graphql`
    mutation RemoveStageDialogMutation($input: RemoveStageInput!) {
      removeStage(input: $input) {
        pipeline {
          id
          ...StageList_pipeline
        }
        movedDeals
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  // The server may know of deals that came in the meantime.
  const [refused, setRefused] = useState(false);
  const occupied = deals.totalCount > 0 || refused;

  const submit = async () => {
    if (occupied && !target) return setError(t('settings:stages.targetNeeded'));
    const result = await remove(
      { input: { id: stage.id, moveDealsToStageId: target } },
      {
        onRefused: (errors) => {
          const held = errors.find(({ code }) => code === 'STAGE_HAS_DEALS');
          if (!held) return void reportUserErrors(errors);
          setRefused(true);
          setError(userErrorText(held));
        },
      },
    );
    if (!result.ok) return;
    const { movedDeals } = result.data.removeStage;
    if (movedDeals > 0) toast.success(t('settings:stages.moved', { count: movedDeals }));
    onClose();
  };

  // A pipeline keeps at least one open, one won and one lost stage.
  if (others.length === 0) return <Text size="sm">{t('settings:stages.last')}</Text>;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {deals.totalCount > 0
          ? t('settings:stages.holds', { count: deals.totalCount })
          : t('settings:stages.removeBody')}
      </Text>
      {occupied && (
        <Select
          label={t('settings:stages.moveTo')}
          required
          data-autofocus
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={target}
          error={error}
          onChange={(next) => {
            setTarget(next);
            setError(undefined);
          }}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={() => void submit()}>
          {t('settings:remove')}
        </Button>
      </Group>
    </Stack>
  );
}
