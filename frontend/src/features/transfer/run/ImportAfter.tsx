import { Button, Group } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconRepeat from '@tabler/icons-react/dist/esm/icons/IconRepeat.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ImportAfter_import$key } from '@/__generated__/ImportAfter_import.graphql';
import { toastApiError } from '@/app/errors';
import { download } from '../export/download';
import { KIND_PAGE, kindName } from '../kinds';
import { useImportSearch } from '../useImportSearch';

/** After an import: the records, the rows that were refused, and the way to bring those again. */
export function ImportAfter({ run }: { run: ImportAfter_import$key }) {
  const { t } = useTranslation('transfer');
  const [, change] = useImportSearch();
  const { id, kind, failed, status, rejectedUrl } = useFragment(
    graphql`
      fragment ImportAfter_import on Import {
        id
        kind
        failed
        status
        rejectedUrl
      }
    `,
    run,
  );
  if (!kind) return null;
  const again = () =>
    change({ step: 'file', kind: kindName(kind), like: id, file: undefined, import: undefined });
  return (
    <Group justify="flex-end" mt="md" gap="sm">
      {rejectedUrl && (
        <Button
          component="a"
          href={rejectedUrl}
          download
          onClick={(event) => {
            event.preventDefault();
            download(rejectedUrl).catch(toastApiError);
          }}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('after.rejected')}
        </Button>
      )}
      {(failed > 0 || status !== 'DONE') && (
        <Button variant="default" leftSection={<IconRepeat size={16} aria-hidden />} onClick={again}>
          {t(failed > 0 ? 'after.again' : 'after.goOn')}
        </Button>
      )}
      <Button renderRoot={(props) => <Link {...props} to={KIND_PAGE[kind]} />}>
        {t(`after.list.${kind}`)}
      </Button>
    </Group>
  );
}
