import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import IconFileOff from '@tabler/icons-react/dist/esm/icons/IconFileOff.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ImportRunQuery } from '@/__generated__/ImportRunQuery.graphql';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import { Empty } from '@/ui/Empty';
import classes from '../Transfer.module.css';
import { useImportSearch } from '../useImportSearch';
import { Counts } from './Counts';
import { ImportAfter } from './ImportAfter';
import { ImportGo } from './ImportGo';
import { Problems } from './Problems';
import { RunProgress } from './RunProgress';

/** A dry run or an import: how far it is, what came of it, and what next. */
export function ImportRun({ importId }: { importId: string }) {
  const { t } = useTranslation('transfer');
  const [, change] = useImportSearch();
  const { import: data } = useLazyLoadQuery<ImportRunQuery>(
    graphql`
      query ImportRunQuery($id: ID!) {
        import(id: $id) {
          id
          name
          status
          dryRun
          total
          failed
          startedAt
          startedBy {
            name
          }
          ...Counts_import
          ...RunProgress_import
          ...ImportGo_import
          ...ImportAfter_import
        }
      }
    `,
    { id: importId },
    { fetchPolicy: 'store-and-network' },
  );
  if (!data) {
    return (
      <Empty
        icon={IconFileOff}
        title={t('run.gone')}
        action={
          <Button onClick={() => change({ step: 'file', import: undefined })}>{t('run.startAgain')}</Button>
        }
      >
        {t('run.goneHint')}
      </Empty>
    );
  }
  const running = data.status === 'RUNNING';
  return (
    <Stack gap="md">
      <section className={classes.card} aria-labelledby="import-run">
        <Title order={2} size="h4" id="import-run" className={classes.breaking}>
          {t(data.dryRun ? 'run.checkOf' : 'run.importOf', { name: data.name })}
        </Title>
        <Text size="sm" c="dimmed" mb="sm" component="div">
          {data.startedBy && `${data.startedBy.name} · `}
          <DateText value={data.startedAt} />
        </Text>
        {running ? <RunProgress run={data} /> : <Outcome {...data} />}
        <Counts run={data} />
        {!running && (data.dryRun ? <ImportGo run={data} /> : <ImportAfter run={data} />)}
      </section>
      {!running && <Problems importId={data.id} />}
    </Stack>
  );
}

function Outcome(props: { status: string; dryRun: boolean; total: number; failed: number }) {
  const { status, dryRun, total, failed } = props;
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const part = dryRun ? 'check' : 'import';
  if (status !== 'DONE') {
    return (
      <Alert color="red" role="status" mb="md" title={t(`outcome.${status}`)}>
        {t(`outcome.${part}${status}`)}
      </Alert>
    );
  }
  return (
    <Alert color={failed > 0 ? 'amber' : 'petrol'} role="status" mb="md">
      {failed > 0
        ? t(`outcome.${part}Some`, {
            count: failed,
            failed: format.number(failed),
            total: format.number(total),
          })
        : t(`outcome.${part}All`, { count: total, total: format.number(total) })}
    </Alert>
  );
}
