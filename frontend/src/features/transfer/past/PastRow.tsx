import { Badge, Progress, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ImportStatus, PastRow_import$key } from '@/__generated__/PastRow_import.graphql';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import { kindName } from '../kinds';
import { percentOf, useTimeLeft } from '../run/time';
import { useImportLive } from '../run/useImportLive';
import classes from './Past.module.css';

const COLOR: Record<ImportStatus, string> = {
  RUNNING: 'petrol',
  DONE: 'gray',
  FAILED: 'red',
  CANCELLED: 'amber',
};

/** One import: whose it was, when, and what came of it. */
export function PastRow({ run }: { run: PastRow_import$key }) {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment PastRow_import on Import {
        id
        name
        kind
        status
        dryRun
        total
        done
        created
        updated
        unchanged
        failed
        startedAt
        startedBy {
          name
        }
        file {
          id
        }
      }
    `,
    run,
  );
  const { id, name, kind, status, dryRun, file } = data;
  const counts = (['created', 'updated', 'unchanged', 'failed'] as const).filter((one) => data[one] > 0);
  const search = {
    step: dryRun ? 'check' : 'run',
    import: id,
    ...(kind && { kind: kindName(kind) }),
    ...(file && { file: file.id }),
  };
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to="/import" search={search} className={classes.name}>
          {name}
        </Link>
        <Text size="xs" c="dimmed" component="div">
          {kind && `${t(`kind.${kind}`)} · `}
          {data.startedBy && `${data.startedBy.name} · `}
          <DateText value={data.startedAt} variant="relative" />
        </Text>
      </div>
      <div className={classes.result}>
        {status === 'RUNNING' ? (
          <Running id={id} name={name} done={data.done} total={data.total} />
        ) : (
          <Text size="sm">
            {counts.length > 0
              ? counts
                  .map(
                    (one) =>
                      `${t(`count.${dryRun ? 'check' : 'import'}.${one}`)} ${format.number(data[one])}`,
                  )
                  .join(' · ')
              : t('past.nothing')}
          </Text>
        )}
      </div>
      <Badge
        className={classes.state}
        variant={status === 'DONE' ? 'default' : 'light'}
        color={COLOR[status]}
      >
        {dryRun && status === 'DONE' ? t('status.CHECKED') : t(`status.${status}`)}
      </Badge>
    </li>
  );
}

interface RunningProps {
  id: string;
  name: string;
  done: number;
  total: number;
}

function Running({ id, name, done, total }: RunningProps) {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const timeLeft = useTimeLeft();
  const pace = useImportLive(id);
  return (
    <>
      <Progress value={percentOf(done, total)} animated aria-label={t('progress.label', { name })} />
      <Text size="xs" c="dimmed" mt={4}>
        {total > 0
          ? t('progress.rows', { done: format.number(done), total: format.number(total) })
          : t('progress.waiting')}
        {pace?.secondsLeft != null && ` · ${timeLeft(pace.secondsLeft)}`}
      </Text>
    </>
  );
}
