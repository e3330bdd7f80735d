import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { definitionsQuery } from '@/__generated__/definitionsQuery.graphql';
import { offerUndo } from '@/app/undo';
import { labelIn } from '@/i18n/label';
import { Empty } from '@/ui/Empty';
import { announce } from '@/ui/reorder';
import { type Definition, definitions, type FieldSubject, useDefinitions } from '../../fields/definitions';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { FieldDialog } from './FieldDialog';
import { FieldRow } from './FieldRow';
import { useUpdateField } from './useUpdateField';

/** The fields of one kind of record: add, edit, order, archive. What records hold stays, so nothing is deleted. */
export function FieldList({ subject }: { subject: FieldSubject }) {
  const { t, i18n } = useTranslation(['fields', 'settings', 'common']);
  const admin = useIsAdmin();
  const [open, setOpen] = useState<Definition | 'new'>();
  const [showArchived, setShowArchived] = useState(false);
  const all = useDefinitions().filter((one) => one.subject === subject);
  const refetch = useQuietRefetch<definitionsQuery>(definitions, {});
  const [update, updating] = useUpdateField();
  const sorted = all.toSorted((a, b) => a.position - b.position);
  const live = sorted.filter(({ archived }) => !archived);
  const archived = sorted.filter((one) => one.archived);
  const name = (field: Definition) => labelIn(field, i18n.language);

  const move = async (from: number, to: number) => {
    const field = live[from];
    const target = live[to];
    if (!field || !target) return;
    const result = await update({
      input: { id: field.id, position: target.position, expectedVersion: field.version },
    });
    if (!result.ok) return;
    announce(t('settings:move.done', { name: name(field), position: to + 1, count: live.length }));
    refetch();
  };
  const setArchived = async (field: Definition, next: boolean, expectedVersion = field.version) => {
    const result = await update({ input: { id: field.id, archived: next, expectedVersion } });
    if (!result.ok || !next) return;
    const version = result.data.updateCustomField.customField?.version;
    offerUndo({
      message: t('fields:archived', { name: name(field) }),
      undo: () => setArchived(field, false, version),
    });
  };

  return (
    <>
      {live.length > 0 ? (
        <ul className={classes.rows} aria-label={t(`fields:subject.${subject}`)}>
          {live.map((field, index) => (
            <FieldRow
              key={field.id}
              field={field}
              index={index}
              count={live.length}
              busy={updating}
              onMove={(from, to) => void move(from, to)}
              onEdit={() => setOpen(field)}
              onArchive={() => void setArchived(field, true)}
            />
          ))}
        </ul>
      ) : (
        <Empty title={t('fields:none')}>{t(admin ? 'fields:noneHint' : 'fields:noneHintOthers')}</Empty>
      )}
      {admin && (
        <Button
          mt="sm"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setOpen('new')}
        >
          {t('fields:new')}
        </Button>
      )}
      {archived.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          my="sm"
          mx={admin ? 'xs' : undefined}
          onClick={() => setShowArchived(!showArchived)}
        >
          {showArchived ? t('settings:hideArchived') : t('settings:showArchived', { count: archived.length })}
        </Button>
      )}
      {showArchived && archived.length > 0 && (
        <ul className={classes.rows} aria-label={t('settings:archived')}>
          {archived.map((field) => (
            <li key={field.id} className={classes.row}>
              <span className={classes.grow}>{name(field)}</span>
              {admin && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`${t('common:action.restore')}: ${name(field)}`}
                  onClick={() => void setArchived(field, false)}
                >
                  {t('common:action.restore')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <FieldDialog
          subject={subject}
          field={open === 'new' ? undefined : open}
          taken={all.map(({ key }) => key)}
          onClose={() => setOpen(undefined)}
          onSaved={refetch}
        />
      )}
    </>
  );
}
