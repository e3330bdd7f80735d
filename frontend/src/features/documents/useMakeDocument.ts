import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type {
  CreateDocumentInput,
  useMakeDocumentMutation,
} from '@/__generated__/useMakeDocumentMutation.graphql';
import { toastApiError } from '@/app/errors';
import { toast } from '@/app/toasts';
import { useStep } from '@/app/useStep';
import type { SaveResult } from '@/ui/InlineEdit';
import { download } from '../transfer/export/download';

/** Long enough to be read and clicked. */
const OFFERED_MS = 8_000;

/** Makes a document of a deal, as the deal is once what was typed a moment ago has arrived. */
export function useMakeDocument(onMade: () => void): (input: CreateDocumentInput) => Promise<SaveResult> {
  const { t } = useTranslation('documents');
  const [make] = useStep<useMakeDocumentMutation>(graphql`
    mutation useMakeDocumentMutation($input: CreateDocumentInput!) {
      createDocument(input: $input) {
        file {
          id
          name
          current {
            number
            url
          }
          ...FileList_files
          ...useFiles_counts @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    async (input) => {
      const result = await make(input.dealId, () => ({ input }), { onRefused: () => undefined });
      const file = result.ok ? result.data.createDocument.file : undefined;
      if (file) {
        onMade();
        toast.success(t('made', { name: file.name }), {
          duration: OFFERED_MS,
          action: {
            label: t('download'),
            run: () => void download(file.current.url).catch(toastApiError),
          },
        });
      }
      return result;
    },
    [make, onMade, t],
  );
}
