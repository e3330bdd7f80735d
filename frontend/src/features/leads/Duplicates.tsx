import { Alert, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { Duplicates_found$key } from '@/__generated__/Duplicates_found.graphql';
import { websiteText } from '@/ui/website';
import { RecordLink } from '../records/RecordLink';
import classes from './Leads.module.css';

export type Kind = 'account' | 'contact' | 'lead';

interface Props {
  found: Duplicates_found$key | undefined;
  /** All kinds when left out. */
  kinds?: readonly Kind[];
  /** Takes one of them instead of making a new one. */
  onUse?: (kind: Kind, id: string) => void;
}

const ALL: readonly Kind[] = ['account', 'contact', 'lead'];

/** Records that this one may be already, so that nobody is entered twice. Nothing where there are none. */
export function Duplicates({ found, kinds = ALL, onUse }: Props) {
  const { t } = useTranslation('leads');
  const data = useFragment(
    graphql`
      fragment Duplicates_found on LeadDuplicates {
        accounts {
          id
          name
          website
        }
        contacts {
          id
          name
          jobTitle
          account {
            id
            name
          }
        }
        leads {
          id
          topic
          company
          status
        }
      }
    `,
    found,
  );
  if (!data) return null;
  const entries: { kind: Kind; id: string; name: string; detail: ReactNode }[] = [
    ...data.accounts.map(({ id, name, website }) => ({
      kind: 'account' as const,
      id,
      name,
      detail: website && websiteText(website),
    })),
    ...data.contacts.map(({ id, name, jobTitle, account }) => ({
      kind: 'contact' as const,
      id,
      name,
      detail: [jobTitle, account?.name].filter(Boolean).join(' · '),
    })),
    ...data.leads.map(({ id, topic, company, status }) => ({
      kind: 'lead' as const,
      id,
      name: topic,
      detail: [company, t(`status.${status}`)].filter(Boolean).join(' · '),
    })),
  ].filter(({ kind }) => kinds.includes(kind));
  if (entries.length === 0) return null;
  return (
    <Alert color="amber" title={t('duplicates.title')} role="status">
      <ul className={classes.known}>
        {entries.map(({ kind, id, name, detail }) => (
          <li key={id}>
            <span>
              <span className={classes.detail}>{t(`duplicates.${kind}`)}</span>{' '}
              <RecordLink kind={kind} id={id}>
                {name}
              </RecordLink>
              {detail && <span className={classes.detail}> · {detail}</span>}
            </span>
            {onUse && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('duplicates.useNamed', { name })}
                onClick={() => onUse(kind, id)}
              >
                {t('duplicates.use')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
