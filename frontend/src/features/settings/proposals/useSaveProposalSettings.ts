import { graphql } from 'react-relay/hooks';
import type { useSaveProposalSettingsMutation } from '@/__generated__/useSaveProposalSettingsMutation.graphql';
import { useAction } from '@/app/useAction';

export function useSaveProposalSettings() {
  return useAction<useSaveProposalSettingsMutation>(graphql`
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
}
