import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalContent_proposal$key } from '@/__generated__/ProposalContent_proposal.graphql';
import { ProposalLines } from './ProposalLines';
import { ProposalText } from './ProposalText';
import { ProposalTotals } from './ProposalTotals';

interface Props {
  proposal: ProposalContent_proposal$key;
  readOnly: boolean;
}

/** What the customer reads, from the first words to the terms. */
export function ProposalContent({ proposal, readOnly }: Props) {
  const { t } = useTranslation('proposals');
  const data = useFragment(
    graphql`
      fragment ProposalContent_proposal on Proposal {
        id
        version
        intro
        terms
        ...ProposalLines_proposal
        ...ProposalTotals_proposal
      }
    `,
    proposal,
  );
  const text = (field: 'intro' | 'terms') => (
    <ProposalText
      id={data.id}
      version={data.version}
      field={field}
      label={t(`app:field.${field}`)}
      value={data[field] ?? ''}
      readOnly={readOnly}
    />
  );
  return (
    <>
      {text('intro')}
      <ProposalLines proposal={data} readOnly={readOnly} />
      <ProposalTotals proposal={data} readOnly={readOnly} />
      {text('terms')}
    </>
  );
}
