import { Button, UnstyledButton } from '@mantine/core';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ActivityFileLinks_activity$key } from '@/__generated__/ActivityFileLinks_activity.graphql';
import { useViewer } from '@/app/viewer';
import { useCell } from '@/relay/store';
import { Dialog } from '@/ui/Dialog';
import { SkeletonRows } from '@/ui/SkeletonRows';
import classes from './Files.module.css';
import { aboutOf, queue } from './queue';
import { useOpenFile } from './useOpenFile';

const ActivityFiles = lazy(() => import('./ActivityFiles'));

interface Props {
  activity: ActivityFileLinks_activity$key;
  /** Grows with every event of a file that may be here. */
  changes: number;
  /** All of them are shown, with room for more. */
  opened: boolean;
  onOpened: (opened: boolean) => void;
}

/** The files of an activity: the first of them by name, all of them in a dialog of their own. */
export function ActivityFileLinks({ activity, changes, opened, onOpened }: Props) {
  const { t } = useTranslation('files');
  const [open, setOpen] = useOpenFile();
  const { id, subject, files } = useFragment(
    graphql`
      fragment ActivityFileLinks_activity on Activity {
        id
        subject
        # No more of them: a page lists up to three hundred activities.
        files(first: 3) {
          totalCount
          nodes {
            id
            name
            archived
          }
        }
      }
    `,
    activity,
  );
  const here = aboutOf(useViewer().id, id);
  const uploads = useCell(queue.uploads);
  const arriving = uploads.filter(({ about, state }) => about === here && state !== 'done').length;
  const shown = files.nodes.filter(({ archived }) => !archived);
  return (
    <>
      {(shown.length > 0 || arriving > 0) && (
        <div className={classes.ofActivity}>
          {shown.map(({ id: fileId, name }) => (
            <UnstyledButton key={fileId} className={classes.ofActivityFile} onClick={() => setOpen(fileId)}>
              <IconPaperclip size={15} aria-hidden /> {name}
            </UnstyledButton>
          ))}
          <Button size="compact-xs" variant="subtle" onClick={() => onOpened(true)}>
            {arriving > 0 ? t('arriving', { count: arriving }) : t('all', { count: files.totalCount })}
          </Button>
        </div>
      )}
      {opened && (
        <Dialog
          title={t('of', { name: subject })}
          size="xl"
          // The first Esc is the preview's above it.
          closeOnEscape={open === undefined}
          onClose={() => onOpened(false)}
        >
          <Suspense fallback={<SkeletonRows rows={3} />}>
            <ActivityFiles id={id} changes={changes} />
          </Suspense>
        </Dialog>
      )}
    </>
  );
}
