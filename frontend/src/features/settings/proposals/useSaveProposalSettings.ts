import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateProposalSettingsInput,
  useSaveProposalSettingsMutation,
} from '@/__generated__/useSaveProposalSettingsMutation.graphql';
import { type ActionResult, useAction } from '@/app/useAction';

type Patch = Omit<UpdateProposalSettingsInput, 'expectedVersion'>;

/** Changes the settings of proposals; refusals are the caller's to show. */
export function useSaveProposalSettings(): [
  (
    patch: Patch,
    expectedVersion: number | undefined,
  ) => Promise<ActionResult<useSaveProposalSettingsMutation>>,
  boolean,
] {
  const [act, busy] = useAction<useSaveProposalSettingsMutation>(graphql`
    mutation useSaveProposalSettingsMutation($input: UpdateProposalSettingsInput!) {
      updateProposalSettings(input: $input) {
        proposalSettings {
          id
          version
          ...PaperForm_settings
          ...LogoPanel_settings
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const save = useCallback(
    (patch: Patch, expectedVersion: number | undefined) =>
      act(
        { input: { ...patch, expectedVersion } },
        {
          onRefused: () => undefined,
          // The first ones are the workspace's only from now on.
          updater: (store) => {
            const made = store.getRootField('updateProposalSettings')?.getLinkedRecord('proposalSettings');
            if (made) store.getRoot().getLinkedRecord('workspace')?.setLinkedRecord(made, 'proposalSettings');
          },
        },
      ),
    [act],
  );
  return [save, busy];
}
