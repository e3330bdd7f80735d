import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import classes from '../files/Preview.module.css';
import { PreviewBar } from '../files/PreviewBar';
import { PreviewBody } from '../files/PreviewBody';
import { type Zoom, zoomed } from '../files/zoom';

interface Props {
  name: string;
  url: string;
  onClose: () => void;
}

/** The proposal as the customer gets it, page below page, with the way to download it. */
export default function ProposalPaper({ name, url, onClose }: Props) {
  const { t } = useTranslation(['proposals', 'files']);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [fitted, setFitted] = useState(1);
  const step = (way: 'in' | 'out') => setZoom(zoomed(zoom, fitted, way));
  return (
    <Dialog
      onClose={onClose}
      withCloseButton={false}
      size="min(1200px, 96vw)"
      padding={0}
      attributes={{ content: { 'aria-label': t('paper', { name }) } }}
      classNames={{ content: classes.dialog, body: classes.body }}
    >
      <PreviewBar
        file={{ name, versionCount: 1, versions: [] }}
        version={{ number: 1, url }}
        zoom={{ zoom, fitted, step, setZoom }}
        onClose={onClose}
      />
      <PreviewBody name={name} version={{ preview: 'PDF', url }} zoom={zoom} onFitted={setFitted} />
    </Dialog>
  );
}
