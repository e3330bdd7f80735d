import { Group, Select, Text, Title } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { StagePanel_deal$key } from '@/__generated__/StagePanel_deal.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { SkeletonRows } from '@/ui/SkeletonRows';
import deal from '../Deal.module.css';
import { GoNoGo } from './GoNoGo';
import { OtherStage } from './OtherStage';
import { PlanRuns } from './PlanRuns';
import classes from './Stage.module.css';
import { StageGuide } from './StageGuide';
import { stepStates } from './steps';
import { useDealStep } from './useDealStep';

interface Props {
  deal: StagePanel_deal$key;
  /** Grows with every event of a task or a plan of the deal. */
  changes: number;
}

/** What the present stage asks of the people who work on the deal; those of the other stages can be read. */
export function StagePanel({ deal: key, changes }: Props) {
  const { t } = useTranslation('plans');
  const [looked, setLooked] = useState<string>();
  const data = useFragment(
    graphql`
      fragment StagePanel_deal on Deal {
        id
        version
        status
        viewerCanEdit
        stage {
          id
          name
          guidance
          goNoGo
          steps {
            id
            title
            hint
          }
        }
        pipeline {
          id
          stages {
            id
            name
            position
          }
        }
        steps {
          step {
            id
          }
          done
          doneAt
          doneBy {
            name
          }
        }
        ...GoNoGo_deal
      }
    `,
    key,
  );
  const setStep = useDealStep(data.id);
  const { stage } = data;
  const stages = data.pipeline.stages.toSorted((a, b) => a.position - b.position);
  const other = looked === stage.id ? undefined : stages.find(({ id }) => id === looked);
  const canEdit = data.viewerCanEdit;
  const open = data.status === 'OPEN';

  return (
    <section className={deal.card} aria-labelledby="stage-panel">
      <Group justify="space-between" gap="xs" mb="xs">
        <Title order={2} size="h5" id="stage-panel">
          {t('panel.title')}
        </Title>
        <Group gap="xs">
          {canEdit && open && stage.goNoGo && <GoNoGo deal={data} />}
          <Select
            size="xs"
            w={180}
            aria-label={t('panel.look')}
            allowDeselect={false}
            data={stages.map(({ id, name }) => ({
              value: id,
              label: id === stage.id ? t('panel.present', { stage: name }) : name,
            }))}
            value={other?.id ?? stage.id}
            onChange={(next) => setLooked(next ?? undefined)}
          />
        </Group>
      </Group>
      <div className={classes.panel}>
        <div className={classes.guide}>
          {other ? (
            <ErrorBoundary key={other.id}>
              <Suspense fallback={<SkeletonRows rows={3} />}>
                <OtherStage dealId={data.id} stageId={other.id} onBack={() => setLooked(undefined)} />
              </Suspense>
            </ErrorBoundary>
          ) : (
            <StageGuide
              guidance={stage.guidance ?? null}
              steps={stepStates(stage.steps, data.steps)}
              onStep={canEdit ? (id, done) => void setStep(id, done) : undefined}
            />
          )}
        </div>
        <div className={classes.plans}>
          <ErrorBoundary>
            <Suspense fallback={<SkeletonRows rows={2} />}>
              <PlanRuns dealId={data.id} changes={changes} canStart={canEdit && open} canCancel={canEdit} />
            </Suspense>
          </ErrorBoundary>
        </div>
      </div>
      {open && stage.goNoGo && !canEdit && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('goNoGo.awaited')}
        </Text>
      )}
    </section>
  );
}
