import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
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
export function PreviewBody({ name, version: { preview, url }, zoom, onFitted }: BodyProps) {
  const { t } = useTranslation('files');
  const source = `${url}?inline`;
  if (preview === 'IMAGE')
    return <Picture name={name} source={source} url={url} zoom={zoom} onFitted={onFitted} />;
  if (preview === 'TEXT') return <Words name={name} source={source} url={url} />;
  if (preview !== 'PDF') return <Instead url={url}>{t('noPreview')}</Instead>;
  return (
    <ErrorBoundary>
      <Suspense fallback={<Waiting />}>
        <PdfPages
          name={name}
          source={source}
          zoom={zoom}
          onFitted={onFitted}
          broken={<Instead url={url}>{t('broken')}</Instead>}
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
function Instead({ url, children }: { url: string; children: string }) {
  const { t } = useTranslation('files');
  return (
    <Center className={classes.stage}>
      <Stack align="center" gap="sm" p="lg" ta="center">
        <Text>{children}</Text>
        <Button component="a" href={url} download variant="default">
          {t('download')}
        </Button>
      </Stack>
    </Center>
  );
}

function Picture({
  name,
  source,
  url,
  zoom,
  onFitted,
}: Omit<BodyProps, 'version'> & { source: string; url: string }) {
  const { t } = useTranslation('files');
  const [own, setOwn] = useState<{ width: number; height: number }>();
  const [broken, setBroken] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  useTakesKeys(stage, !broken);
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
  if (broken) return <Instead url={url}>{t('broken')}</Instead>;
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
        onError={() => setBroken(true)}
      />
    </div>
  );
}

function Words({ name, source, url }: { name: string; source: string; url: string }) {
  const { t } = useTranslation('files');
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
  if (text === null) return <Instead url={url}>{t('broken')}</Instead>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by the keyboard too.
    <pre ref={stage} className={classes.words} tabIndex={0} role="region" aria-label={name}>
      {text}
    </pre>
  );
}
