import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { GateReasonQuery } from '@/__generated__/GateReasonQuery.graphql';
import { useNeedLabel } from '../../gate/useNeedLabel';
import { gateSentence } from './gateSentence';
import { type Told, useReason } from './useReason';

/** Why a stage did not let a row in: what it asks for, as the pages call it. Suspends. */
export function GateReason({ why }: { why: Told }) {
  const { t } = useTranslation('transfer');
  const needLabel = useNeedLabel();
  const { gateOptions } = useLazyLoadQuery<GateReasonQuery>(
    graphql`
      query GateReasonQuery {
        gateOptions {
          kind
          key
          label
        }
      }
    `,
    {},
  );
  const told = useReason((said) => {
    const gate = gateSentence(said, gateOptions);
    const list = gate?.missing.map(({ kind, key, label }) => needLabel(kind, key, label)).join(', ');
    return gate && t('problems.gate', { stage: gate.stage, list });
  });
  return told(why);
}
