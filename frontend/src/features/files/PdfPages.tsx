import { useIntersection, useMergedRef, useViewportSize } from '@mantine/hooks';
import {
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  version,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import ReadingWorker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Preview.module.css';
import { useTakesKeys } from './useTakesKeys';
import type { Zoom } from './zoom';

interface Props {
  name: string;
  source: string;
  zoom: Zoom;
  onFitted: (times: number) => void;
  broken: ReactNode;
  waiting: ReactNode;
}

/** Points of a page to pixels of a screen. */
const SCALE = 96 / 72;
const MARGIN = 32;
/** Some browsers draw nothing at all on a larger canvas. */
const MOST_PIXELS = 16_000_000;

interface Opened {
  document: PDFDocumentProxy;
  /** In pixels at its own size. */
  width: number;
  height: number;
}

/** A PDF, page below page. Only what is near the eye is drawn. */
export default function PdfPages({ name, source, zoom, onFitted, broken, waiting }: Props) {
  const opened = useDocument(source);
  const stage = useRef<HTMLDivElement>(null);
  const { width: viewport } = useViewportSize();
  const [room, setRoom] = useState(0);
  const ready = opened !== undefined && opened !== null;
  useTakesKeys(stage, ready);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the window's width changes that of the stage.
  useEffect(() => {
    if (ready && stage.current) setRoom(stage.current.clientWidth);
  }, [ready, viewport]);
  const fitted = opened && room > 0 ? Math.min(1.5, (room - MARGIN) / opened.width) : 1;
  useEffect(() => onFitted(fitted), [fitted, onFitted]);

  if (opened === null) return broken;
  if (!opened) return waiting;
  const times = zoom === 'fit' ? fitted : zoom;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by the keyboard too.
    <div ref={stage} className={classes.pages} tabIndex={0} role="region" aria-label={name}>
      {room > 0 &&
        Array.from({ length: opened.document.numPages }, (_, index) => (
          <Page
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number.
            key={index}
            opened={opened}
            number={index + 1}
            times={times}
            stage={stage}
          />
        ))}
    </div>
  );
}

/** Undefined while it is on its way, null when it cannot be read. */
function useDocument(source: string): Opened | null | undefined {
  const [opened, setOpened] = useState<Opened | null>();
  useEffect(() => {
    let current = true;
    const port = new ReadingWorker();
    // The declared type is that of its default.
    const worker = new PDFWorker({ port: port as unknown as null });
    const task = getDocument({
      url: new URL(source, document.baseURI).href,
      worker,
      isEvalSupported: false,
      useWasm: false,
      // Every part asked for counts against the rate limit.
      rangeChunkSize: 1 << 20,
      wasmUrl: new URL(`/assets/pdf-${version}/`, document.baseURI).href,
    });
    (async () => {
      const read = await task.promise;
      const { width, height } = (await read.getPage(1)).getViewport({ scale: SCALE });
      if (current) setOpened({ document: read, width, height });
    })().catch(() => current && setOpened(null));
    return () => {
      current = false;
      void task
        .destroy()
        .catch(() => undefined)
        .finally(() => {
          worker.destroy();
          port.terminate();
        });
    };
  }, [source]);
  return opened;
}

interface PageProps {
  opened: Opened;
  number: number;
  times: number;
  stage: RefObject<HTMLDivElement | null>;
}

/** As large as the first one until it is known better. */
function Page({ opened: { document: read, width, height }, number, times, stage }: PageProps) {
  const { t } = useTranslation('files');
  const [page, setPage] = useState<PDFPageProxy>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ref, entry } = useIntersection({ root: stage.current, rootMargin: '100% 0px' });
  const near = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (!near) return;
    let current = true;
    read.getPage(number).then(
      (found) => current && setPage(found),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [near, read, number]);
  const own = page?.getViewport({ scale: SCALE });
  const size = {
    width: Math.round((own?.width ?? width) * times),
    height: Math.round((own?.height ?? height) * times),
  };
  const drawn = useDrawn(canvas, near ? page : undefined, times);
  return (
    <div ref={useMergedRef(ref)} className={classes.page} style={size}>
      {near && (
        <canvas
          ref={canvas}
          style={size}
          role="img"
          aria-label={t('page', { number, count: read.numPages })}
          data-drawn={drawn || undefined}
        />
      )}
    </div>
  );
}

/** Draws the page, and again when its size changes. True once it can be seen. */
function useDrawn(
  canvas: RefObject<HTMLCanvasElement | null>,
  page: PDFPageProxy | undefined,
  times: number,
): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const target = canvas.current;
    if (!target || !page) return;
    const plain = page.getViewport({ scale: SCALE * times });
    const sharp = Math.min(
      window.devicePixelRatio || 1,
      Math.sqrt(MOST_PIXELS / (plain.width * plain.height)),
    );
    const viewport = page.getViewport({ scale: SCALE * times * sharp });
    target.width = Math.floor(viewport.width);
    target.height = Math.floor(viewport.height);
    const task = page.render({ canvas: target, viewport });
    task.promise.then(
      () => setDrawn(true),
      // Left, or its size changed: the next drawing is on its way.
      () => undefined,
    );
    return () => {
      setDrawn(false);
      task.cancel();
    };
  }, [canvas, page, times]);
  return drawn;
}
