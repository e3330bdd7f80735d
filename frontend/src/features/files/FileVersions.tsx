import { ActionIcon, Text } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { FileVersionsQuery } from '@/__generated__/FileVersionsQuery.graphql';
import { DateText } from '@/ui/DateText';
import classes from './Files.module.css';
import { sizeText } from './sizes';

interface Props {
  id: string;
  /** The number of the newest: with every next one the list is read again. */
  newest: number;
  onClose: () => void;
}

/** Every version of a file, newest first: whose, from when, how large, and what is new in it. */
export function FileVersions({ id, newest, onClose }: Props) {
  const { t, i18n } = useTranslation(['files', 'app']);
  const { file } = useLazyLoadQuery<FileVersionsQuery>(
    graphql`
      query FileVersionsQuery($id: ID!) {
        file(id: $id) {
          id
          versions(first: 100) {
            number
            fileName
            size
            url
            comment
            createdAt
            createdBy {
              name
            }
          }
        }
      }
    `,
    { id },
    { fetchPolicy: 'store-and-network', fetchKey: newest },
  );
  if (!file) return null;
  return (
    <div className={classes.versions}>
      <ol reversed aria-label={t('files:versions')}>
        {file.versions.map(({ number, fileName, size, url, comment, createdAt, createdBy }) => (
          <li key={number}>
            <div className={classes.what}>
              <Text size="sm" component="div" className={classes.versionName}>
                <strong>{t('files:number', { number })}</strong> {fileName}
              </Text>
              <Text size="xs" c="dimmed" component="div" className={classes.line}>
                <span className="ds-number">{sizeText(i18n.language, size)}</span>
                <span>{createdBy?.name ?? t('app:history.system')}</span>
                <DateText value={createdAt} variant="relative" />
              </Text>
              {comment && (
                <Text size="sm" className={classes.description}>
                  {comment}
                </Text>
              )}
            </div>
            <ActionIcon
              component="a"
              href={url}
              download
              aria-label={t('files:downloadVersion', { number })}
              data-tip={t('files:download')}
            >
              <IconDownload size={16} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <ActionIcon
        className={classes.versionsClose}
        aria-label={t('files:closeVersions')}
        data-tip={t('files:closeVersions')}
        onClick={onClose}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
