import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { DealStages_deal$key } from '@/__generated__/DealStages_deal.graphql';
import { stageColor } from '@/ui/colors';
import { confirm } from '@/ui/confirm';
import { PendingEntry } from '../approvals/PendingEntry';
import classes from './Deal.module.css';
import { useDuration } from './duration';
import { secondsPerStage, stepState } from './path';
import { useMoveDeal } from './useDealMoves';

interface Props {
  deal: DealStages_deal$key;
  onDialog: (dialog: string) => void;
}

/** The pipeline as a path: where the deal stands, how long it stayed, and a click to move it. */
export function DealStages({ deal: key, onDialog }: Props) {
  const { t } = useTranslation('deals');
  const duration = useDuration();
  const deal = useFragment(
    graphql`
      fragment DealStages_deal on Deal {
        id
        version
        name
        status
        viewerCanEdit
        stageEnteredAt
        stage {
          id
          name
          kind
          position
        }
        pipeline {
          id
          version
          name
          allowSkip
          allowBack
          stages {
            id
            version
            name
            kind
            position
            color
            probability
            pipeline {
              id
            }
          }
        }
        ...PendingEntry_deal
        stageVisits {
          id
          enteredAt
          leftAt
          seconds
          stage {
            id
          }
        }
      }
    `,
    key,
  );
  const move = useMoveDeal(deal.id);
  const path = useRef<HTMLOListElement>(null);
  const stageId = deal.stage.id;
  // On a narrow screen the path scrolls; where the deal stands must be in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again when the deal has moved.
  useEffect(() => {
    const list = path.current;
    const step = list?.querySelector<HTMLElement>('[aria-current="step"]');
    if (list && step)
      list.scrollLeft = step.offsetLeft - list.offsetLeft - (list.clientWidth - step.clientWidth) / 2;
  }, [stageId]);
  const seconds = secondsPerStage(deal.stageVisits, Date.now());
  const stages = [...deal.pipeline.stages].sort((a, b) => a.position - b.position);

  const go = async (stage: (typeof stages)[number]) => {
    if (stage.kind === 'LOST') return onDialog('lost');
    if (stage.kind === 'WON') {
      const sure = await confirm({
        title: t('won.title'),
        body: t('won.body', { name: deal.name }),
        confirmLabel: t('won.confirm'),
      });
      if (!sure) return;
    }
    await move(stage);
  };

  return (
    <>
      <PendingEntry deal={deal} />
      <nav aria-label={t('path.label', { pipeline: deal.pipeline.name })} className={classes.card}>
        <ol ref={path} className={classes.path}>
          {stages.map((stage) => {
            const state = stepState(stage, deal.stage, deal.pipeline, stages);
            const current = stage.id === deal.stage.id;
            const time = seconds.get(stage.id);
            const blocked = !deal.viewerCanEdit || deal.status === 'INACTIVE' || state === 'blocked';
            const spoken = time === undefined ? '' : t('path.spent', { time: duration(time) });
            return (
              <li key={stage.id}>
                <Tooltip
                  label={
                    blocked && !current
                      ? t(state === 'blocked' ? 'path.blocked' : 'path.readOnly')
                      : stage.name
                  }
                  events={{ hover: true, focus: true, touch: false }}
                >
                  <UnstyledButton
                    className={classes.step}
                    data-state={current ? 'current' : state}
                    aria-current={current ? 'step' : undefined}
                    aria-disabled={blocked && !current ? true : undefined}
                    style={{ '--stage-color': stageColor(stage.color) }}
                    onClick={() => {
                      if (!current && !blocked) void go(stage);
                    }}
                  >
                    <span className={classes.stepName}>{stage.name}</span>
                    <span className={classes.stepTime} aria-hidden>
                      {time === undefined ? '' : duration(time)}
                    </span>
                    <VisuallyHidden>{spoken}</VisuallyHidden>
                  </UnstyledButton>
                </Tooltip>
              </li>
            );
          })}
        </ol>
      </nav>
    </>
  );
}
