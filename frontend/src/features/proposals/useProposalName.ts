import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

interface Named {
  readonly number: string;
  readonly revision: number;
}

/** How a proposal is called: by its number, later versions of it by theirs as well. */
export function useProposalName(): (proposal: Named) => string {
  const { t } = useTranslation('proposals');
  return useCallback(
    ({ number, revision }) => (revision > 1 ? t('named', { number, revision }) : number),
    [t],
  );
}
