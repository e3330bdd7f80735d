import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { LookupListCreateMutation } from '@/__generated__/LookupListCreateMutation.graphql';
import type { LookupKind, LookupListQuery } from '@/__generated__/LookupListQuery.graphql';
import type { LookupListUpdateMutation } from '@/__generated__/LookupListUpdateMutation.graphql';
import { useAction } from '@/app/useAction';
import { announce } from '@/ui/reorder';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { LookupRow } from './LookupRow';

const query = graphql`
  query LookupListQuery($kind: LookupKind!) {
    lookups(kind: $kind, includeArchived: true) {
      id
      version
      label
      labels {
        language
        text
      }
      position
      archived
      minutesExpected
    }
  }
`;

/** One list: add, rename, order, archive. Archived entries stay on old records, so nothing is deleted. */
export function LookupList({ kind }: { kind: LookupKind }) {
  const { t } = useTranslation(['settings', 'common']);
  const admin = useIsAdmin();
  const [label, setLabel] = useState('');
  const [showArchived, setShowArchived] = useState(false);
  const data = useLazyLoadQuery<LookupListQuery>(query, { kind }, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<LookupListQuery>(query, { kind });
  const [create, creating] = useAction<LookupListCreateMutation>(graphql`
    mutation LookupListCreateMutation($input: CreateLookupInput!) {
      createLookup(input: $input) {
        lookup {
          id
          version
          label
          labels {
            language
            text
          }
          position
          archived
          minutesExpected
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [update, updating] = useAction<LookupListUpdateMutation>(graphql`
    mutation LookupListUpdateMutation($input: UpdateLookupInput!) {
      updateLookup(input: $input) {
        lookup {
          id
          version
          label
          labels {
            language
            text
          }
          position
          archived
          minutesExpected
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const sorted = data.lookups.toSorted((a, b) => a.position - b.position || a.label.localeCompare(b.label));
  const live = sorted.filter(({ archived }) => !archived);
  const archived = sorted.filter((one) => one.archived);

  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (!label.trim()) return;
    const result = await create({ input: { kind, label: label.trim() } });
    if (!result.ok) return;
    setLabel('');
    refetch();
  };
  const move = async (from: number, to: number) => {
    const entry = live[from];
    const target = live[to];
    if (!entry || !target) return;
    const result = await update({
      input: { id: entry.id, position: target.position, expectedVersion: entry.version },
    });
    if (!result.ok) return;
    announce(t('settings:move.done', { name: entry.label, position: to + 1, count: live.length }));
    refetch();
  };

  return (
    <>
      <ul className={classes.rows}>
        {live.map((entry, index) => (
          <LookupRow
            key={entry.id}
            entry={entry}
            list={kind}
            index={index}
            count={live.length}
            admin={admin}
            busy={updating}
            onMove={(from, to) => void move(from, to)}
            onRename={(next) =>
              update(
                { input: { id: entry.id, label: next, expectedVersion: entry.version } },
                { onRefused: () => undefined },
              )
            }
            onNames={(names) =>
              update(
                { input: { id: entry.id, ...names, expectedVersion: entry.version } },
                { onRefused: () => undefined },
              )
            }
            onMinutes={
              kind === 'ACTIVITY_KIND'
                ? (minutesExpected) =>
                    void update(
                      { input: { id: entry.id, minutesExpected, expectedVersion: entry.version } },
                      {
                        optimisticUpdater: (store) =>
                          store.get(entry.id)?.setValue(minutesExpected, 'minutesExpected'),
                      },
                    )
                : undefined
            }
            onArchive={() =>
              void update({ input: { id: entry.id, archived: true, expectedVersion: entry.version } })
            }
          />
        ))}
      </ul>
      {admin && (
        <form onSubmit={(event) => void add(event)}>
          <Group gap="xs" mt="sm">
            <TextInput
              aria-label={t('settings:lookups.new')}
              placeholder={t('settings:lookups.new')}
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={creating} disabled={!label.trim()}>
              {t('common:action.add')}
            </Button>
          </Group>
        </form>
      )}
      {archived.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          my="sm"
          onClick={() => setShowArchived(!showArchived)}
        >
          {showArchived ? t('settings:hideArchived') : t('settings:showArchived', { count: archived.length })}
        </Button>
      )}
      {showArchived && archived.length > 0 && (
        <ul className={classes.rows}>
          {archived.map(({ id, version, label: name }) => (
            <li key={id} className={classes.row}>
              <span className={classes.grow}>{name}</span>
              {admin && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`${t('common:action.restore')}: ${name}`}
                  onClick={() => void update({ input: { id, archived: false, expectedVersion: version } })}
                >
                  {t('common:action.restore')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
