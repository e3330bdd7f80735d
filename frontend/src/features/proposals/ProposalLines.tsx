import IconReceipt from '@tabler/icons-react/dist/esm/icons/IconReceipt.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalLines_proposal$key } from '@/__generated__/ProposalLines_proposal.graphql';
import { Empty } from '@/ui/Empty';
import { LineForm } from '../deal/lines/LineForm';
import { LineTable } from '../deal/lines/LineTable';
import { useProposalLines } from './useProposalLines';

interface Props {
  proposal: ProposalLines_proposal$key;
  readOnly: boolean;
}

/** What is offered. The lines came from the deal; since then they are the proposal's own. */
export function ProposalLines({ proposal: key, readOnly }: Props) {
  const { t } = useTranslation('proposals');
  const proposal = useFragment(
    graphql`
      fragment ProposalLines_proposal on Proposal {
        id
        version
        currency
        discountPercent
        subtotal
        discount
        net
        tax
        total
        lines {
          id
          version
          description
          quantity
          unitPrice
          discountPercent
          taxPercent
          total
          net
          tax
          product {
            id
            name
            code
          }
        }
      }
    `,
    key,
  );
  const actions = useProposalLines(proposal);
  const { id, lines, currency } = proposal;
  return (
    <section aria-label={t('lines.label')}>
      {lines.length === 0 ? (
        <Empty title={t('lines.none')} icon={IconReceipt}>
          {t(readOnly ? 'lines.noneEver' : 'lines.noneHint')}
        </Empty>
      ) : (
        <LineTable list={id} lines={lines} currency={currency} actions={actions} readOnly={readOnly} />
      )}
      {!readOnly && <LineForm currency={currency} taxPercent={lines.at(-1)?.taxPercent} add={actions.add} />}
    </section>
  );
}
