import { Button } from '@mantine/core';
import IconFileOff from '@tabler/icons-react/dist/esm/icons/IconFileOff.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { FileOfQuery } from '@/__generated__/FileOfQuery.graphql';
import { Empty } from '@/ui/Empty';

export type UploadedFile = NonNullable<FileOfQuery['response']['importFile']>;

interface Props {
  fileId: string;
  /** Another file is to be chosen. */
  onAgain: () => void;
  children: (file: UploadedFile) => ReactNode;
}

/** A file as the server has read it; it keeps files for some days only. */
export function FileOf({ fileId, onAgain, children }: Props) {
  const { t } = useTranslation('transfer');
  const { importFile } = useLazyLoadQuery<FileOfQuery>(
    graphql`
      query FileOfQuery($id: ID!) {
        importFile(id: $id) {
          id
          name
          size
          rows
          encoding
          columns {
            name
            samples
            filled
          }
        }
      }
    `,
    { id: fileId },
  );
  if (importFile) return <>{children(importFile)}</>;
  return (
    <Empty
      icon={IconFileOff}
      title={t('file.gone')}
      action={<Button onClick={onAgain}>{t('file.choose')}</Button>}
    >
      {t('file.goneHint')}
    </Empty>
  );
}
