import { Center, Loader, Text } from '@mantine/core';
import { type KeyboardEvent, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { FilePreviewQuery } from '@/__generated__/FilePreviewQuery.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { Dialog } from '@/ui/Dialog';
import classes from './Preview.module.css';
import { PreviewBar } from './PreviewBar';
import { PreviewBody } from './PreviewBody';
import { beside, type Zoom, zoomed } from './zoom';

interface Props {
  id: string;
  /** Those that the arrow keys go through; of an activity's file its other files when left out. */
  among?: readonly string[];
  /** The version that opens first; the newest when left out. */
  version?: number;
  onOpen: (id: string | undefined) => void;
}

/** A file, read without leaving the page. */
export default function FilePreview({ id, among, version, onOpen }: Props) {
  const { t } = useTranslation('files');
  return (
    <Dialog
      onClose={() => onOpen(undefined)}
      withCloseButton={false}
      size="min(1200px, 96vw)"
      padding={0}
      // The keyboard goes to what is read, which scrolls by it.
      attributes={{ content: { 'aria-label': t('preview') } }}
      classNames={{ content: classes.dialog, body: classes.body }}
    >
      <ErrorBoundary key={id}>
        <Suspense
          fallback={
            <Center className={classes.stage}>
              <Loader aria-label={t('loading')} />
            </Center>
          }
        >
          <Loaded key={id} id={id} among={among} version={version} onOpen={onOpen} />
        </Suspense>
      </ErrorBoundary>
    </Dialog>
  );
}

function Loaded({ id, among, version: first, onOpen }: Props) {
  const { t } = useTranslation('files');
  const { file } = useLazyLoadQuery<FilePreviewQuery>(
    graphql`
      query FilePreviewQuery($id: ID!) {
        file(id: $id) {
          id
          name
          versionCount
          versions(first: 100) {
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
          activity {
            id
            files(first: 100) {
              nodes {
                id
              }
            }
          }
        }
      }
    `,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  const [chosen, setChosen] = useState(first);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [fitted, setFitted] = useState(1);
  const ids = among ?? file?.activity?.files.nodes.map((one) => one.id) ?? [];
  const [previous, next] = [beside(ids, id, -1), beside(ids, id, 1)];
  const version = file?.versions.find(({ number }) => number === chosen) ?? file?.versions[0];
  const step = (way: 'in' | 'out') => setZoom(zoomed(zoom, fitted, way));
  useKeys({
    ArrowLeft: previous && (() => onOpen(previous)),
    ArrowRight: next && (() => onOpen(next)),
    '+': () => step('in'),
    '-': () => step('out'),
    '0': () => setZoom('fit'),
  });

  if (!file || !version) {
    return (
      <>
        <PreviewBar onClose={() => onOpen(undefined)} />
        <Center className={classes.stage}>
          <Text>{t('gone')}</Text>
        </Center>
      </>
    );
  }
  return (
    <>
      <PreviewBar
        file={file}
        version={version}
        zoom={
          version.preview === 'IMAGE' || version.preview === 'PDF'
            ? { zoom, fitted, step, setZoom }
            : undefined
        }
        onVersion={setChosen}
        onPrevious={previous && (() => onOpen(previous))}
        onNext={next && (() => onOpen(next))}
        onClose={() => onOpen(undefined)}
      />
      <PreviewBody key={version.number} name={file.name} version={version} zoom={zoom} onFitted={setFitted} />
    </>
  );
}

/** Keys that work wherever in the dialog the keyboard is, except where somebody types or picks. */
function useKeys(keys: Record<string, (() => void) | undefined | ''>) {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent | KeyboardEvent) => {
      const { target, key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof Element && target.closest('input, textarea, [role="listbox"]')) return;
      const run = keys[key];
      // What is wider than its room scrolls by them.
      const sideways = target instanceof Element && target.scrollWidth > target.clientWidth + 1;
      if (!run || (key.startsWith('Arrow') && sideways)) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
