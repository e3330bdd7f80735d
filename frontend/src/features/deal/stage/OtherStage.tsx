import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { OtherStageQuery } from '@/__generated__/OtherStageQuery.graphql';
import { StageGuide } from './StageGuide';
import { stepStates } from './steps';

interface Props {
  dealId: string;
  stageId: string;
  onBack: () => void;
}

/** What another stage asks for, and how far the deal has come with it: to be read, not ticked. */
export function OtherStage({ dealId, stageId, onBack }: Props) {
  const { t } = useTranslation('plans');
  const { deal } = useLazyLoadQuery<OtherStageQuery>(
    graphql`
      query OtherStageQuery($id: ID!, $stageId: ID!) {
        deal(id: $id) {
          id
          pipeline {
            id
            stages {
              id
              name
              guidance
              steps {
                id
                title
                hint
              }
            }
          }
          steps(stageId: $stageId) {
            step {
              id
            }
            done
            doneAt
            doneBy {
              name
            }
          }
        }
      }
    `,
    { id: dealId, stageId },
    { fetchPolicy: 'store-and-network' },
  );
  const stage = deal?.pipeline.stages.find(({ id }) => id === stageId);
  if (!deal || !stage) return null;
  return (
    <>
      <Text size="xs" c="dimmed" mb={6}>
        {t('panel.elsewhere', { stage: stage.name })}{' '}
        <Anchor size="xs" component="button" type="button" onClick={onBack}>
          {t('panel.back')}
        </Anchor>
      </Text>
      <StageGuide guidance={stage.guidance ?? null} steps={stepStates(stage.steps, deal.steps)} />
    </>
  );
}
