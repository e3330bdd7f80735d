import { Button, Center } from '@mantine/core';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import { useContext, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { FileList_files$key } from '@/__generated__/FileList_files.graphql';
import { toastApiError } from '@/app/errors';
import { Empty } from '@/ui/Empty';
import { PAGE } from '../notes/NoteList';
import { FreshContext } from '../records/useFresh';
import { useRefetchOn } from '../records/useRefetchOn';
import { FileItem } from './FileItem';
import type { PagesProps } from './Files';
import classes from './Files.module.css';
import { useFiles } from './useFiles';

interface Props extends PagesProps {
  files: FileList_files$key;
  paging: {
    hasNext: boolean;
    isLoadingNext: boolean;
    loadNext: (count: number, options: { onComplete: (error: Error | null) => void }) => unknown;
  };
  refetch: () => void;
}

/** The files of a record. */
export function FileList({ files: keys, shown, changes, arriving, over, paging, refetch, ...on }: Props) {
  const { t } = useTranslation('files');
  const fresh = useContext(FreshContext);
  const data = useFragment(
    graphql`
      fragment FileList_files on File @relay(plural: true) {
        id
        archived
        ...FileItem_file
      }
    `,
    keys,
  );
  const actions = useFiles(refetch);
  useRefetchOn(changes, refetch);
  // What was put away has left at once, and the other way round.
  const files = useMemo(() => data.filter(({ archived }) => archived === shown.away), [data, shown.away]);
  const { onOrder } = on;
  useEffect(() => onOrder(files.map((file) => file.id)), [files, onOrder]);

  return (
    <>
      {files.length === 0 && !paging.hasNext ? (
        !arriving && <None shown={shown} onShowAll={on.onShowAll} />
      ) : (
        <ul className={classes.list} aria-label={t(shown.away ? 'away' : 'title')}>
          {files.map((file) => (
            <FileItem
              key={file.id}
              file={file}
              actions={actions}
              fresh={fresh.has(file.id)}
              over={over === file.id}
              onAddVersion={on.onAddVersion}
            />
          ))}
        </ul>
      )}
      {paging.hasNext && (
        <Center pt="xs">
          <Button
            variant="default"
            size="xs"
            loading={paging.isLoadingNext}
            onClick={() => paging.loadNext(PAGE, { onComplete: (error) => error && toastApiError(error) })}
          >
            {t('more')}
          </Button>
        </Center>
      )}
    </>
  );
}

function None({ shown: { away, categoryId }, onShowAll }: Pick<Props, 'shown' | 'onShowAll'>) {
  const { t } = useTranslation('files');
  if (!away && !categoryId) {
    return (
      <Empty title={t('none.title')} icon={IconPaperclip}>
        {t('none.body')}
      </Empty>
    );
  }
  const all = (
    <Button variant="default" size="xs" onClick={onShowAll}>
      {t('showAll')}
    </Button>
  );
  return <Empty title={t(away ? 'noneAway' : 'noneOfCategory')} icon={IconPaperclip} action={all} />;
}
