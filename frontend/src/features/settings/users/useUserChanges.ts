import { graphql } from 'react-relay/hooks';
import type { UpdateUserInput, useUserChangesMutation } from '@/__generated__/useUserChangesMutation.graphql';
import type { useUserChangesResetMutation } from '@/__generated__/useUserChangesResetMutation.graphql';
import { useAction } from '@/app/useAction';

interface Target {
  readonly id: string;
  readonly version: number;
}

export function useUserChanges() {
  const [commit] = useAction<useUserChangesMutation>(graphql`
    mutation useUserChangesMutation($input: UpdateUserInput!) {
      updateUser(input: $input) {
        user {
          id
          version
          role
          active
          team {
            id
            name
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitReset] = useAction<useUserChangesResetMutation>(graphql`
    mutation useUserChangesResetMutation($input: ResetPasswordInput!) {
      resetPassword(input: $input) {
        user {
          id
          version
        }
        password
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return {
    update: (user: Target, patch: Omit<UpdateUserInput, 'id' | 'expectedVersion'>) =>
      commit({ input: { id: user.id, ...patch, expectedVersion: user.version } }),
    /** The generated password; shown once and kept nowhere. */
    resetPassword: async (userId: string): Promise<string | undefined> => {
      const result = await commitReset({ input: { userId } });
      return result.ok ? (result.data.resetPassword.password ?? undefined) : undefined;
    },
  };
}
