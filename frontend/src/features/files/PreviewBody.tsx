import { Button, Center, Group, Loader, Stack, Text } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import classes from './Preview.module.css';
import { useTakesKeys } from './useTakesKeys';
import type { Zoom } from './zoom';

const PdfPages = lazy(() => import('./PdfPages'));

export interface BodyProps {
  name: string;
  version: { readonly preview: string; readonly url: string };
  zoom: Zoom;
  /** Told how many times its own size it is shown when it fits. */
  onFitted: (times: number) => void;
}

/** What is in the file, as far as a browser can show it. */
export function PreviewBody(props: BodyProps) {
  const [attempt, setAttempt] = useState(0);
  const again = () => setAttempt((before) => before + 1);
  return <Body key={attempt} {...props} broken={<Broken url={props.version.url} onAgain={again} />} />;
}

function Body({
  name,
  version: { preview, url },
  zoom,
  onFitted,
  broken,
}: BodyProps & { broken: ReactNode }) {
  const { t } = useTranslation('files');
  const source = `${url}?inline`;
  if (preview === 'IMAGE')
    return <Picture name={name} source={source} zoom={zoom} onFitted={onFitted} broken={broken} />;
  if (preview === 'TEXT') return <Words name={name} source={source} broken={broken} />;
  if (preview !== 'PDF') return <Instead url={url}>{t('noPreview')}</Instead>;
  return (
    <ErrorBoundary>
      <Suspense fallback={<Waiting />}>
        <PdfPages
          name={name}
          source={source}
          zoom={zoom}
          onFitted={onFitted}
          broken={broken}
          waiting={<Waiting />}
        />
      </Suspense>
    </ErrorBoundary>
  );
}

function Waiting() {
  const { t } = useTranslation('files');
  return (
    <Center className={classes.stage}>
      <Loader aria-label={t('loading')} />
    </Center>
  );
}

/** What is said in the place of what cannot be shown. */
function Instead({ url, children, more }: { url: string; children: string; more?: ReactNode }) {
  const { t } = useTranslation('files');
  return (
    <Center className={classes.stage}>
      <Stack align="center" gap="sm" p="lg" ta="center">
        <Text>{children}</Text>
        <Group gap="xs" justify="center">
          {more}
          <Button component="a" href={url} download variant="default">
            {t('download')}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}

/** A file that does not open, or did not come: trying again tells which. */
function Broken({ url, onAgain }: { url: string; onAgain: () => void }) {
  const { t } = useTranslation('files');
  return (
    <Instead url={url} more={<Button onClick={onAgain}>{t('retry')}</Button>}>
      {t('broken')}
    </Instead>
  );
}

type Shown = { source: string; broken: ReactNode };

function Picture({ name, source, zoom, onFitted, broken }: Omit<BodyProps, 'version'> & Shown) {
  const [own, setOwn] = useState<{ width: number; height: number }>();
  const [failed, setFailed] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  useTakesKeys(stage, !failed);
  const measure = useCallback(() => {
    const room = stage.current;
    if (!room || !own || own.width === 0) return;
    onFitted(Math.min(1, room.clientWidth / own.width, room.clientHeight / own.height));
  }, [own, onFitted]);
  useEffect(() => {
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [measure]);
  if (failed) return broken;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by the keyboard too.
    <div ref={stage} className={classes.stage} tabIndex={0} role="region" aria-label={name}>
      <img
        className={classes.picture}
        src={source}
        alt={name}
        data-fit={zoom === 'fit' || undefined}
        style={zoom === 'fit' || !own ? undefined : { width: own.width * zoom }}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setOwn({ width: naturalWidth, height: naturalHeight })
        }
        onError={() => setFailed(true)}
      />
    </div>
  );
}

function Words({ name, source, broken }: { name: string } & Shown) {
  const [text, setText] = useState<string | null>();
  const stage = useRef<HTMLPreElement>(null);
  useTakesKeys(stage, typeof text === 'string');
  useEffect(() => {
    const leaving = new AbortController();
    fetch(source, { credentials: 'same-origin', signal: leaving.signal })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then(setText, () => !leaving.signal.aborted && setText(null));
    return () => leaving.abort();
  }, [source]);
  if (text === undefined) return <Waiting />;
  if (text === null) return broken;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by the keyboard too.
    <pre ref={stage} className={classes.words} tabIndex={0} role="region" aria-label={name}>
      {text}
    </pre>
  );
}
