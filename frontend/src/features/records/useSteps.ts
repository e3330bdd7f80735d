import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '@/app/commands';

interface Steps<Action extends string> {
  readonly kind: 'proposals' | 'contracts';
  /** The usual next step, when it may be done now. */
  readonly next: Action | undefined;
  readonly others: readonly Action[];
  readonly icons: Readonly<Record<Action, Command['icon']>>;
  readonly run: (action: Action) => unknown;
}

const COMMAND = { proposals: 'proposal', contracts: 'contract' } as const;

/** The steps that may be taken now as commands, the usual one first. */
export function useSteps<Action extends string>(steps: Steps<Action>): Command[] {
  const { kind, next, others, icons, run } = steps;
  const { t } = useTranslation(kind);
  return useMemo(
    () =>
      (next === undefined ? others : [next, ...others]).map(
        (action): Command => ({
          id: `${COMMAND[kind]}.${action.toLowerCase()}`,
          label: t(`action.${action}`),
          group: t('actions'),
          icon: icons[action],
          run: () => void run(action),
        }),
      ),
    [t, kind, next, others, icons, run],
  );
}
