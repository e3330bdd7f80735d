import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { LeadBanner_lead$key } from '@/__generated__/LeadBanner_lead.graphql';
import { useCanWrite } from '@/app/viewer';
import { DateText } from '@/ui/DateText';
import { RecordLink } from '../records/RecordLink';

interface Props {
  lead: LeadBanner_lead$key;
  onReopen: (reason: string | null | undefined) => Promise<void>;
}

/** Why nothing can be changed here any more, and where it goes on. */
export function LeadBanner({ lead, onReopen }: Props) {
  const { t } = useTranslation('leads');
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment LeadBanner_lead on Lead {
        status
        disqualifyReason
        convertedAt
        account {
          id
          name
        }
        contact {
          id
          name
        }
        deal {
          id
          name
        }
      }
    `,
    lead,
  );
  const place = { mx: 'var(--ds-gutter)', mb: 'md' };
  if (data.status === 'DISQUALIFIED') {
    return (
      <Alert {...place} color="gray" title={t('banner.disqualified')}>
        <Group justify="space-between" gap="xs">
          <Text size="sm">{data.disqualifyReason}</Text>
          {canWrite && (
            <Button size="compact-sm" variant="default" onClick={() => void onReopen(data.disqualifyReason)}>
              {t('action.reopen')}
            </Button>
          )}
        </Group>
      </Alert>
    );
  }
  if (data.status !== 'CONVERTED') return null;
  const { deal, account, contact } = data;
  return (
    <Alert {...place} color="green" title={t('banner.converted')}>
      <Group gap="4px 20px">
        {deal && (
          <span>
            {t('app:field.deal')}:{' '}
            <RecordLink kind="deal" id={deal.id} fw={600}>
              {deal.name}
            </RecordLink>
          </span>
        )}
        {account && (
          <span>
            {t('app:field.account')}:{' '}
            <RecordLink kind="account" id={account.id}>
              {account.name}
            </RecordLink>
          </span>
        )}
        {contact && (
          <span>
            {t('app:field.contact')}:{' '}
            <RecordLink kind="contact" id={contact.id}>
              {contact.name}
            </RecordLink>
          </span>
        )}
        <DateText value={data.convertedAt} variant="relative" />
      </Group>
    </Alert>
  );
}
