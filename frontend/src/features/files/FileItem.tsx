import { Badge, Text, UnstyledButton } from '@mantine/core';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { FileItem_file$data, FileItem_file$key } from '@/__generated__/FileItem_file.graphql';
import { useCanWrite } from '@/app/viewer';
import { useLabel } from '@/i18n/label';
import { DateText } from '@/ui/DateText';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { useFocusBack } from '@/ui/useFocusBack';
import { FileEdit } from './FileEdit';
import { FileMenu } from './FileMenu';
import classes from './Files.module.css';
import { FileVersions } from './FileVersions';
import { iconOf } from './icons';
import { NewVersionDialog } from './NewVersionDialog';
import { sizeText } from './sizes';
import type { FileActions } from './useFiles';
import { useOpenFile } from './useOpenFile';

interface Props {
  file: FileItem_file$key;
  actions: FileActions;
  /** Somebody else just added or changed it. */
  fresh: boolean;
  /** Something is being dragged over it. */
  over: boolean;
  onAddVersion: (fileId: string, files: readonly File[], comment?: string) => void;
}

/** One file: what it is, whose and from when, and what can be done with it. */
export function FileItem({ file, actions, fresh, over, onAddVersion }: Props) {
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment FileItem_file on File {
        id
        version
        name
        description
        archived
        versionCount
        category {
          id
          version
          label
          labels {
            language
            text
          }
        }
        current {
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
    `,
    file,
  );
  const { id, current, description, archived } = data;
  const [, open] = useOpenFile();
  const [editing, setEditing] = useState(false);
  const [listing, setListing] = useState(false);
  const [adding, setAdding] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const focusBack = useFocusBack(editing, menu);
  const FileIcon = iconOf(current.mediaType);

  return (
    <li
      className={classes.file}
      // Files let go of here are its next version.
      data-file={canWrite && !archived ? id : undefined}
      data-fresh={fresh || undefined}
      data-over={over || undefined}
    >
      <span className={classes.icon}>
        <FileIcon size={20} stroke={1.6} aria-hidden />
      </span>
      <div className={classes.main}>
        <div className={classes.head}>
          <div className={classes.what}>
            <Name file={data} onOpen={() => open(id)} />
            <About file={data} listing={listing} onListing={() => setListing(!listing)} />
          </div>
          <FileMenu
            target={menu}
            file={data}
            canWrite={canWrite}
            onOpen={() => open(id)}
            onEdit={() => setEditing(true)}
            onAddVersion={() => setAdding(true)}
            onVersions={() => setListing(true)}
            onPutAway={() => void actions.putAway(id)}
            onTakeOut={() => void actions.takeOut(id)}
          />
        </div>
        {editing ? (
          <FileEdit
            file={data}
            change={actions.change}
            onClose={() => {
              focusBack(true);
              setEditing(false);
            }}
          />
        ) : (
          description && (
            <Text size="sm" className={classes.description}>
              {description}
            </Text>
          )
        )}
        {listing && (
          <Suspense fallback={<SkeletonRows rows={2} height={28} />}>
            <FileVersions id={id} newest={current.number} onClose={() => setListing(false)} />
          </Suspense>
        )}
      </div>
      {adding && (
        <NewVersionDialog
          name={data.name}
          onAdd={(next, comment) => onAddVersion(id, [next], comment)}
          onClose={() => setAdding(false)}
        />
      )}
    </li>
  );
}

/** Leads to what can be read here, and fetches the rest. */
function Name({ file: { name, current }, onOpen }: { file: FileItem_file$data; onOpen: () => void }) {
  if (current.preview === 'NONE') {
    return (
      <a href={current.url} download className={classes.name}>
        {name}
      </a>
    );
  }
  return (
    <UnstyledButton className={classes.name} onClick={onOpen}>
      {name}
    </UnstyledButton>
  );
}

interface AboutProps {
  file: FileItem_file$data;
  listing: boolean;
  onListing: () => void;
}

function About({ file: { category, current, versionCount }, listing, onListing }: AboutProps) {
  const { t, i18n } = useTranslation(['files', 'app']);
  const labelOf = useLabel();
  return (
    <Text size="xs" c="dimmed" component="div" className={classes.line}>
      {category && (
        <Badge size="sm" variant="light" tt="none" flex="none">
          {labelOf(category)}
        </Badge>
      )}
      <span className="ds-number">{sizeText(i18n.language, current.size)}</span>
      <span>{current.createdBy?.name ?? t('app:history.system')}</span>
      <DateText value={current.createdAt} variant="relative" />
      {versionCount > 1 && (
        <UnstyledButton className={classes.versionsOf} aria-expanded={listing} onClick={onListing}>
          {t('files:versionsOf', { count: versionCount })}
        </UnstyledButton>
      )}
    </Text>
  );
}
