import { Alert, Anchor, Button, Text } from '@mantine/core';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalNotice_proposal$key } from '@/__generated__/ProposalNotice_proposal.graphql';
import { useCanWrite } from '@/app/viewer';
import classes from './Proposals.module.css';
import { useProposalActions } from './useProposalActions';

/** Why it cannot be changed now, and what can be done instead; nothing on a draft that the reader may write. */
export function ProposalNotice({ proposal }: { proposal: ProposalNotice_proposal$key }) {
  const { t } = useTranslation(['proposals', 'common']);
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment ProposalNotice_proposal on Proposal {
        id
        revision
        status
        actions
        archived
        next {
          id
        }
        revisions {
          id
          revision
        }
      }
    `,
    proposal,
  );
  const { restore } = useProposalActions(data.id);
  const { status, actions, archived } = data;
  if (archived) {
    return (
      <Alert className={classes.notice} color="gray" title={t('proposals:locked.archived')}>
        {canWrite && (
          <Button size="compact-sm" variant="default" onClick={() => void restore()}>
            {t('common:action.restore')}
          </Button>
        )}
      </Alert>
    );
  }
  if (status === 'DRAFT' && actions.includes('EDIT')) return null;
  const newest = data.revisions.find(({ revision }) => revision > data.revision);
  // A reader is told why, and not what others may do.
  const way = status !== 'DRAFT' && actions.length > 0 ? t(`proposals:way.${status}`) : '';
  return (
    <Alert
      className={classes.notice}
      variant="default"
      icon={<IconLock size={18} aria-hidden />}
      title={t(`proposals:locked.${status}`)}
    >
      {way && <Text size="sm">{way}</Text>}
      {newest && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link {...props} to="/proposals/$proposalId" params={{ proposalId: newest.id }} />
          )}
        >
          {t('proposals:newest', { revision: newest.revision })}
        </Anchor>
      )}
    </Alert>
  );
}
