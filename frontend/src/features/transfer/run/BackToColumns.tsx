import { Button } from '@mantine/core';
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import { useTranslation } from 'react-i18next';
import { type ImportKind, kindName } from '../kinds';
import { useImportSearch } from '../useImportSearch';

/** Back to the columns: as they were left here, else as the run was given them. */
export function BackToColumns({ file, kind }: { file: string; kind: ImportKind }) {
  const { t } = useTranslation('transfer');
  const [search, change] = useImportSearch();
  const back = () =>
    change({ step: 'columns', file, kind: kindName(kind), like: search.import, import: undefined });
  return (
    <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={back}>
      {t('run.back')}
    </Button>
  );
}
