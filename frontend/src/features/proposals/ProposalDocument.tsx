import { Anchor, Text, Title } from '@mantine/core';
import IconFileTypePdf from '@tabler/icons-react/dist/esm/icons/IconFileTypePdf.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalDocument_proposal$key } from '@/__generated__/ProposalDocument_proposal.graphql';
import classes from '../records/Record.module.css';

/** The paper the customer got, among the files of the deal; nothing before the proposal was sent. */
export function ProposalDocument({ proposal }: { proposal: ProposalDocument_proposal$key }) {
  const { t } = useTranslation('proposals');
  const { status, document, deal } = useFragment(
    graphql`
      fragment ProposalDocument_proposal on Proposal {
        status
        document {
          id
          name
        }
        deal {
          id
        }
      }
    `,
    proposal,
  );
  if (!document && status !== 'SENT') return null;
  return (
    <section className={classes.panel} aria-labelledby="proposal-document">
      <Title order={2} size="h5" mb={4} id="proposal-document">
        {t('document.title')}
      </Title>
      {document ? (
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/deals/$dealId"
              params={{ dealId: deal.id }}
              search={{ tab: 'files', file: document.id }}
            />
          )}
        >
          <IconFileTypePdf size={16} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> {document.name}
        </Anchor>
      ) : (
        <Text size="sm" c="dimmed" role="status">
          {t('document.coming')}
        </Text>
      )}
    </section>
  );
}
