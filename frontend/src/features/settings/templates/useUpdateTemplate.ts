import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateDocumentTemplateInput,
  useUpdateTemplateMutation,
} from '@/__generated__/useUpdateTemplateMutation.graphql';
import { type ActionResult, useAction } from '@/app/useAction';

export type TemplatePatch = Omit<UpdateDocumentTemplateInput, 'id' | 'expectedVersion'>;

/** Changes what is said of a template; refusals are the caller's to show. */
export function useUpdateTemplate(): (
  id: string,
  patch: TemplatePatch,
  expectedVersion?: number,
) => Promise<ActionResult<useUpdateTemplateMutation>> {
  const [update] = useAction<useUpdateTemplateMutation>(graphql`
    mutation useUpdateTemplateMutation($input: UpdateDocumentTemplateInput!) {
      updateDocumentTemplate(input: $input) {
        documentTemplate {
          id
          version
          archived
          ...TemplateRow_template
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    (id, patch, expectedVersion) =>
      update(
        { input: { id, ...patch, expectedVersion } },
        {
          onRefused: () => undefined,
          optimisticUpdater: (store) => {
            if (typeof patch.archived === 'boolean') store.get(id)?.setValue(patch.archived, 'archived');
          },
        },
      ),
    [update],
  );
}
