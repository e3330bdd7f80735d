import { LoadingOverlay } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { Dialog } from '@/ui/Dialog';
import { CreateDealForm } from './CreateDealForm';

export interface CreateDealDialogProps {
  stageId?: string;
  accountId?: string;
  contactId?: string;
  onClose(): void;
  onCreated?(dealId: string): void;
}

/** Creates a deal; also used by the board and by account and contact pages. */
export default function CreateDealDialog(props: CreateDealDialogProps) {
  return (
    <Suspense fallback={<Waiting onClose={props.onClose} />}>
      <ErrorBoundary>
        <CreateDealForm {...props} />
      </ErrorBoundary>
    </Suspense>
  );
}

function Waiting({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('common:loading') } }}
    >
      <div style={{ height: 320 }}>
        <LoadingOverlay visible />
      </div>
    </Dialog>
  );
}
