import { ActionIcon, Switch, Text } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconLanguage from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Named, useLabel } from '@/i18n/label';
import { InlineEdit, type SaveResult } from '@/ui/InlineEdit';
import { useReorder } from '@/ui/reorder';
import { ReorderButtons } from '../ReorderButtons';
import classes from '../Settings.module.css';
import { LookupNames, type Names } from './LookupNames';

interface Props {
  entry: Named & { readonly id: string; readonly minutesExpected: boolean };
  list: string;
  index: number;
  count: number;
  admin: boolean;
  busy: boolean;
  onMove: (from: number, to: number) => void;
  onRename: (label: string) => Promise<SaveResult>;
  onNames: (names: Names) => Promise<SaveResult>;
  /** Where entries say whether minutes are owed: activity kinds. */
  onMinutes?: (expected: boolean) => void;
  onArchive: () => void;
}

export function LookupRow(props: Props) {
  const { entry, list, index, count, admin, busy, onMove, onRename, onNames, onMinutes, onArchive } = props;
  const { t } = useTranslation(['settings', 'fields', 'common']);
  const [naming, setNaming] = useState(false);
  const own = useLabel()(entry);
  const { row, handle, dragging, edge } = useReorder({ list, index, enabled: admin, onMove });
  return (
    <li ref={row} className={classes.row} data-dragging={dragging || undefined} data-edge={edge ?? undefined}>
      {admin && (
        <span ref={handle} className={classes.handle} aria-hidden>
          <IconGripVertical size={16} />
        </span>
      )}
      <div className={classes.grow}>
        <InlineEdit
          label={entry.label}
          value={entry.label}
          required
          disabled={!admin}
          onSave={(next) => onRename(next ?? '')}
        />
        {own !== entry.label && (
          <Text size="xs" c="dimmed">
            {own}
          </Text>
        )}
      </div>
      {onMinutes && (
        <Switch
          size="xs"
          label={t('settings:lookups.minutes')}
          aria-label={t('settings:lookups.minutesOf', { name: entry.label })}
          checked={entry.minutesExpected}
          disabled={!admin || busy}
          onChange={(event) => onMinutes(event.currentTarget.checked)}
        />
      )}
      {admin && (
        <>
          <ReorderButtons name={entry.label} index={index} count={count} disabled={busy} onMove={onMove} />
          <ActionIcon aria-label={`${t('fields:languages')}: ${entry.label}`} onClick={() => setNaming(true)}>
            <IconLanguage size={16} />
          </ActionIcon>
          <ActionIcon aria-label={`${t('common:action.archive')}: ${entry.label}`} onClick={onArchive}>
            <IconArchive size={16} />
          </ActionIcon>
        </>
      )}
      {naming && <LookupNames entry={entry} onSave={onNames} onClose={() => setNaming(false)} />}
    </li>
  );
}
