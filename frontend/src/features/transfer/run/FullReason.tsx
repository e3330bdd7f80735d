import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { FullReasonQuery } from '@/__generated__/FullReasonQuery.graphql';
import { labelIn } from '@/i18n/label';
import { type FieldSubject, useDefinitions } from '../../fields/definitions';
import { useNeedLabel } from '../../gate/useNeedLabel';
import type { ImportKind } from '../kinds';
import { gateSentence } from './gateSentence';
import { type Told, useReason } from './useReason';

const SUBJECTS: Partial<Record<ImportKind, FieldSubject>> = {
  ACCOUNTS: 'ACCOUNT',
  CONTACTS: 'CONTACT',
  LEADS: 'LEAD',
  DEALS: 'DEAL',
};

/** Whether a reason speaks of what the company named itself: of its fields, or of what a stage asks for. */
export function speaksOfOwn({ code, reason, field }: Told): boolean {
  return code === 'GATE_UNMET' || /(^|; )custom\.\w/.test(reason) || (field?.startsWith('custom.') ?? false);
}

/** Why a row was not taken, with stages' needs and the company's fields as the pages call them. Suspends. */
export function FullReason({ importId, why }: { importId: string; why: Told }) {
  const { t, i18n } = useTranslation('transfer');
  const needLabel = useNeedLabel();
  const definitions = useDefinitions();
  const data = useLazyLoadQuery<FullReasonQuery>(
    graphql`
      query FullReasonQuery($id: ID!) {
        gateOptions {
          kind
          key
          label
        }
        import(id: $id) {
          id
          kind
        }
      }
    `,
    { id: importId },
  );
  const kind = data.import?.kind;
  const subject = kind && SUBJECTS[kind as ImportKind];
  const told = useReason({
    gate: (said) => {
      const gate = gateSentence(said, data.gateOptions);
      const list = gate?.missing.map(({ kind: of, key, label }) => needLabel(of, key, label)).join(', ');
      return gate && t('problems.gate', { stage: gate.stage, list });
    },
    custom: (key) => {
      const found = definitions.find((one) => one.key === key && one.subject === subject);
      return found && labelIn(found, i18n.language);
    },
  });
  return told(why);
}
