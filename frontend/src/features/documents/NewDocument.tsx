import { Button } from '@mantine/core';
import IconFileTypeDocx from '@tabler/icons-react/dist/esm/icons/IconFileTypeDocx.mjs';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const NewDocumentDialog = lazy(() => import('./NewDocumentDialog'));

interface Props {
  dealId: string;
  /** Its file is in the store. */
  onMade: () => void;
}

/** Begins a document of a deal. */
export function NewDocument({ dealId, onMade }: Props) {
  const { t } = useTranslation('documents');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileTypeDocx size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('new')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <NewDocumentDialog dealId={dealId} onMade={onMade} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
