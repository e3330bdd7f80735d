import { useNavigate } from '@tanstack/react-router';
import { graphql } from 'react-relay/hooks';
import type { useSignOutMutation } from '@/__generated__/useSignOutMutation.graphql';
import { forgetUploads } from '@/features/files/queue';
import { forgetDrafts } from '@/features/notes/drafts';
import { forgetKept } from '@/features/transfer/columns/keep';
import { resetEnvironment } from '@/relay/environment';
import { forgetUndo } from './undo';
import { useAction } from './useAction';

export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  const [signOut] = useAction<useSignOutMutation>(graphql`
    mutation useSignOutMutation {
      signOut {
        ok
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return async () => {
    const result = await signOut({});
    if (!result.ok) return;
    forgetUndo();
    forgetDrafts();
    forgetUploads();
    forgetKept();
    await navigate({ to: '/sign-in', search: {} });
    resetEnvironment('signedOut');
  };
}
