import { ActionIcon, Badge, Text, UnstyledButton } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  PinnedFiles_contract$data,
  PinnedFiles_contract$key,
} from '@/__generated__/PinnedFiles_contract.graphql';
import { DateText } from '@/ui/DateText';
import files from '../files/Files.module.css';
import { iconOf } from '../files/icons';
import { sizeText } from '../files/sizes';
import classes from './Contracts.module.css';
import { noveltyOf } from './sinceLast';

const FilePreview = lazy(() => import('../files/FilePreview'));

interface Props {
  contract: PinnedFiles_contract$key;
  label: string;
  /** When approval was asked for before: what came later is marked. */
  since?: string;
  open: string | undefined;
  onOpen: (fileId: string | undefined) => void;
}

/** What is to be signed: each file in the version that was pinned, which is the one that opens. */
export function PinnedFiles({ contract, label, since, open, onOpen }: Props) {
  const { files: pins } = useFragment(
    graphql`
      fragment PinnedFiles_contract on ContractPackage {
        id
        version
        files {
          isLatest
          file {
            id
            name
            archived
            createdAt
          }
          version {
            number
            size
            mediaType
            preview
            url
            createdAt
            createdBy {
              name
            }
          }
        }
      }
    `,
    contract,
  );
  const opened = pins.find(({ file }) => file.id === open);
  const readable = pins.filter(({ version }) => version.preview !== 'NONE').map(({ file }) => file.id);
  return (
    <>
      <ol className={classes.pins} aria-label={label}>
        {pins.map((pin) => (
          <Pin key={pin.file.id} pin={pin} since={since} onOpen={() => onOpen(pin.file.id)} />
        ))}
      </ol>
      {opened && (
        <Suspense fallback={null}>
          <FilePreview id={opened.file.id} version={opened.version.number} among={readable} onOpen={onOpen} />
        </Suspense>
      )}
    </>
  );
}

interface PinProps {
  pin: PinnedFiles_contract$data['files'][number];
  since: string | undefined;
  onOpen: () => void;
}

function Pin({ pin: { file, version, isLatest }, since, onOpen }: PinProps) {
  const { t, i18n } = useTranslation(['contracts', 'files', 'app']);
  const FileIcon = iconOf(version.mediaType);
  const novelty = since ? noveltyOf({ file, version }, since) : undefined;
  return (
    <li className={classes.pin}>
      <span className={files.icon}>
        <FileIcon size={20} stroke={1.6} aria-hidden />
      </span>
      <div className={files.what}>
        {version.preview === 'NONE' ? (
          <a href={version.url} download className={files.name}>
            {file.name}
          </a>
        ) : (
          <UnstyledButton className={files.name} onClick={onOpen}>
            {file.name}
          </UnstyledButton>
        )}
        <Text size="xs" c="dimmed" component="div" className={files.line}>
          <span>{t('files:number', { number: version.number })}</span>
          <span className="ds-number">{sizeText(i18n.language, version.size)}</span>
          <span>{version.createdBy?.name ?? t('app:history.system')}</span>
          <DateText value={version.createdAt} variant="relative" />
          {novelty && (
            <Badge size="sm" variant="light" color="petrol" tt="none">
              {t(`contracts:since.${novelty}`)}
            </Badge>
          )}
          {!isLatest && (
            <Badge size="sm" variant="outline" color="orange" tt="none" className={classes.mark}>
              {t('contracts:newer')}
            </Badge>
          )}
          {file.archived && (
            <Badge size="sm" variant="default" tt="none">
              {t('contracts:putAway')}
            </Badge>
          )}
        </Text>
      </div>
      <ActionIcon
        component="a"
        href={version.url}
        download
        aria-label={t('contracts:download', { name: file.name, number: version.number })}
        data-tip={t('files:download')}
      >
        <IconDownload size={16} />
      </ActionIcon>
    </li>
  );
}
