import { Button, Group } from '@mantine/core';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import IconHandStop from '@tabler/icons-react/dist/esm/icons/IconHandStop.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { GoNoGo_deal$key } from '@/__generated__/GoNoGo_deal.graphql';
import { GoDialog } from './GoDialog';
import { NoGoDialog } from './NoGoDialog';
import { goTargets } from './steps';

/** The decision that a stage asks for at its end: go on, and with whom, or give it up. */
export function GoNoGo({ deal: key }: { deal: GoNoGo_deal$key }) {
  const { t } = useTranslation('plans');
  const [open, setOpen] = useState<'go' | 'noGo'>();
  const deal = useFragment(
    graphql`
      fragment GoNoGo_deal on Deal {
        id
        name
        owner {
          id
          name
        }
        stage {
          id
        }
        pipeline {
          id
          allowSkip
          stages {
            id
            name
            kind
            position
          }
        }
      }
    `,
    key,
  );
  const close = () => setOpen(undefined);
  const further = goTargets(deal.pipeline.stages, deal.stage.id, deal.pipeline.allowSkip).length > 0;
  return (
    <Group gap="xs">
      <Button
        size="xs"
        leftSection={<IconArrowRight size={15} aria-hidden />}
        disabled={!further}
        title={further ? undefined : t('goNoGo.noStage')}
        onClick={() => setOpen('go')}
      >
        {t('goNoGo.go')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconHandStop size={15} aria-hidden />}
        onClick={() => setOpen('noGo')}
      >
        {t('goNoGo.noGo')}
      </Button>
      {open === 'go' && <GoDialog deal={deal} onClose={close} />}
      {open === 'noGo' && <NoGoDialog deal={deal} onClose={close} />}
    </Group>
  );
}
