import { ActionIcon, Button, CloseButton, Group, Modal, Select } from '@mantine/core';
import IconChevronLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs';
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import type { FilePreviewQuery } from '@/__generated__/FilePreviewQuery.graphql';
import { useFormat } from '@/i18n/format';
import classes from './Preview.module.css';
import type { Zoom } from './zoom';

type Known = NonNullable<FilePreviewQuery['response']['file']>;

interface ZoomProps {
  zoom: Zoom;
  fitted: number;
  step: (way: 'in' | 'out') => void;
  setZoom: (zoom: Zoom) => void;
}

interface Props {
  /** Absent for one that is not there. */
  file?: Pick<Known, 'name' | 'versionCount' | 'versions'>;
  version?: Pick<Known['versions'][number], 'number' | 'url'>;
  /** Absent for what has no size of its own. */
  zoom?: ZoomProps;
  onVersion?: (number: number) => void;
  onPrevious?: (() => void) | '';
  onNext?: (() => void) | '';
  onClose: () => void;
}

/** What is open, and what can be done with it. */
export function PreviewBar({ file, version, zoom, onVersion, onPrevious, onNext, onClose }: Props) {
  const { t } = useTranslation(['files', 'common']);
  return (
    <div className={classes.bar}>
      <Modal.Title className={classes.title}>{file?.name ?? t('files:preview')}</Modal.Title>
      <Group gap={4} ml="auto" className={classes.tools}>
        {file && version && file.versionCount > 1 && onVersion && (
          <Versions file={file} number={version.number} onVersion={onVersion} />
        )}
        {zoom && <Zooming {...zoom} />}
        {(onPrevious || onNext) && (
          <>
            <ActionIcon
              aria-label={t('files:previous')}
              data-tip={t('files:previous')}
              disabled={!onPrevious}
              onClick={onPrevious || undefined}
            >
              <IconChevronLeft size={18} />
            </ActionIcon>
            <ActionIcon
              aria-label={t('files:next')}
              data-tip={t('files:next')}
              disabled={!onNext}
              onClick={onNext || undefined}
            >
              <IconChevronRight size={18} />
            </ActionIcon>
          </>
        )}
        {version && (
          <ActionIcon
            component="a"
            href={version.url}
            download
            aria-label={t('files:download')}
            data-tip={t('files:download')}
          >
            <IconDownload size={18} />
          </ActionIcon>
        )}
        <CloseButton data-autofocus aria-label={t('common:action.close')} onClick={onClose} />
      </Group>
    </div>
  );
}

function Versions({
  file,
  number,
  onVersion,
}: {
  file: Pick<Known, 'versions'>;
  number: number;
  onVersion: (number: number) => void;
}) {
  const { t } = useTranslation('files');
  const format = useFormat();
  return (
    <Select
      size="xs"
      w={{ base: 130, xs: 190 }}
      aria-label={t('version')}
      allowDeselect={false}
      data={file.versions.map((one) => ({
        value: String(one.number),
        label: `${t('number', { number: one.number })} · ${format.dayOf(one.createdAt)}`,
      }))}
      value={String(number)}
      onChange={(next) => next && onVersion(Number(next))}
    />
  );
}

function Zooming({ zoom, fitted, step, setZoom }: ZoomProps) {
  const { t } = useTranslation('files');
  const format = useFormat();
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon aria-label={t('zoomOut')} data-tip={t('zoomOut')} onClick={() => step('out')}>
        <IconMinus size={16} />
      </ActionIcon>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        miw={52}
        className="ds-number"
        aria-label={t('fit')}
        aria-pressed={zoom === 'fit'}
        data-tip={t('fit')}
        onClick={() => setZoom('fit')}
      >
        {format.percent(Math.round((zoom === 'fit' ? fitted : zoom) * 100))}
      </Button>
      <ActionIcon aria-label={t('zoomIn')} data-tip={t('zoomIn')} onClick={() => step('in')}>
        <IconPlus size={16} />
      </ActionIcon>
    </Group>
  );
}
