import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { RunProgress_import$key } from '@/__generated__/RunProgress_import.graphql';
import type { RunProgressMutation } from '@/__generated__/RunProgressMutation.graphql';
import { useAction } from '@/app/useAction';
import { useFormat } from '@/i18n/format';
import { confirm } from '@/ui/confirm';
import { percentOf, useTimeLeft } from './time';
import { useImportLive } from './useImportLive';

/** How far a run is, how fast it goes and how long it will take; it can be stopped. */
export function RunProgress({ run }: { run: RunProgress_import$key }) {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const data = useFragment(
    graphql`
      fragment RunProgress_import on Import {
        id
        name
        dryRun
        total
        done
      }
    `,
    run,
  );
  const pace = useImportLive(data.id);
  const [stop, stopping] = useAction<RunProgressMutation>(graphql`
    mutation RunProgressMutation($input: CancelImportInput!) {
      cancelImport(input: $input) {
        import {
          id
          status
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [asked, setAsked] = useState(false);
  const askStop = async () => {
    const sure = await confirm({
      title: t('stop.title'),
      body: t(data.dryRun ? 'stop.checkBody' : 'stop.importBody'),
      confirmLabel: t('stop.confirm'),
      danger: true,
    });
    if (!sure) return;
    const { ok } = await stop({ input: { id: data.id } });
    setAsked(ok);
  };
  const percent = percentOf(data.done, data.total);
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" fw={600}>
          {data.total > 0
            ? t('progress.rows', { done: format.number(data.done), total: format.number(data.total) })
            : t('progress.waiting')}
        </Text>
        <Text size="sm" c="dimmed" className="ds-number">
          {pace &&
            pace.rowsPerSecond > 0 &&
            t('progress.rate', { rate: format.number(Math.round(pace.rowsPerSecond)) })}
          {pace?.secondsLeft != null && ` · ${timeLeft(pace.secondsLeft)}`}
        </Text>
      </Group>
      <Progress value={percent} size="lg" animated aria-label={t('progress.label', { name: data.name })} />
      <Group justify="space-between" mt="sm" gap="sm">
        <Text size="sm" c="dimmed" maw={520}>
          {t('progress.leave')}
        </Text>
        <Button variant="default" loading={stopping} disabled={asked} onClick={() => void askStop()}>
          {asked ? t('stop.asked') : t('stop.open')}
        </Button>
      </Group>
    </div>
  );
}
