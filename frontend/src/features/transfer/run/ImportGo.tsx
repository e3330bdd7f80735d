import { Button, Group } from '@mantine/core';
import IconDatabaseImport from '@tabler/icons-react/dist/esm/icons/IconDatabaseImport.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ImportGo_import$key } from '@/__generated__/ImportGo_import.graphql';
import { useFormat } from '@/i18n/format';
import { entriesOf } from '../columns/draft';
import { readKept } from '../columns/keep';
import { kindName } from '../kinds';
import { useImportSearch } from '../useImportSearch';
import { BackToColumns } from './BackToColumns';
import { useStartImport } from './useStartImport';

/** After a dry run: put the columns right, or import just what was checked. */
export function ImportGo({ run }: { run: ImportGo_import$key }) {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const [, change] = useImportSearch();
  const [start, busy] = useStartImport();
  const data = useFragment(
    graphql`
      fragment ImportGo_import on Import {
        id
        kind
        total
        failed
        columns
        keyColumn
        file {
          id
        }
      }
    `,
    run,
  );
  const { kind, file } = data;
  if (!kind || !file) return null;
  const taken = data.total - data.failed;
  const go = async () => {
    // The encoding and the mapping's name are not the dry run's to tell.
    const kept = readKept(file.id, kindName(kind));
    const result = await start({
      input: {
        fileId: file.id,
        kind,
        columns: entriesOf(data.columns),
        keyColumn: data.keyColumn,
        mappingId: kept?.mappingId,
        encoding: kept?.encoding,
        dryRun: false,
      },
    });
    const made = result.ok && result.data.startImport.import;
    if (made) change({ step: 'run', import: made.id, file: file.id, kind: kindName(kind) });
  };
  return (
    <Group justify="space-between" mt="md" gap="sm">
      <BackToColumns file={file.id} kind={kind} />
      <Button
        disabled={taken <= 0}
        loading={busy}
        leftSection={<IconDatabaseImport size={16} aria-hidden />}
        onClick={() => void go()}
      >
        {t('run.go', { count: taken, formatted: format.number(Math.max(0, taken)) })}
      </Button>
    </Group>
  );
}
