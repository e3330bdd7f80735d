import { ActionIcon, Badge, Code, Group, Text } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { useTranslation } from 'react-i18next';
import { labelIn } from '@/i18n/label';
import { useReorder } from '@/ui/reorder';
import type { Definition } from '../../fields/definitions';
import { ReorderButtons } from '../ReorderButtons';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';

interface Props {
  field: Definition;
  index: number;
  count: number;
  busy: boolean;
  onMove: (from: number, to: number) => void;
  onEdit: () => void;
  onArchive: () => void;
}

export function FieldRow({ field, index, count, busy, onMove, onEdit, onArchive }: Props) {
  const { t, i18n } = useTranslation(['fields', 'common']);
  const admin = useIsAdmin();
  const name = labelIn(field, i18n.language);
  const list = field.subject;
  const { row, handle, dragging, edge } = useReorder({ list, index, enabled: admin, onMove });
  return (
    <li ref={row} className={classes.row} data-dragging={dragging || undefined} data-edge={edge ?? undefined}>
      {admin && (
        <span ref={handle} className={classes.handle} aria-hidden>
          <IconGripVertical size={16} />
        </span>
      )}
      <div className={classes.grow}>
        <Group gap="xs">
          <Text size="sm" fw={600} span>
            {name}
          </Text>
          {field.required && (
            <Badge size="sm" variant="light">
              {t('fields:required')}
            </Badge>
          )}
          {field.filterable && (
            <Badge size="sm" variant="default">
              {t('fields:filterable')}
            </Badge>
          )}
        </Group>
        <Group gap="xs">
          <Text size="xs" c="dimmed" span>
            {t(`fields:type.${field.type}`)}
          </Text>
          <Code>{field.key}</Code>
        </Group>
      </div>
      {admin && (
        <Group gap={0} wrap="nowrap">
          <ReorderButtons name={name} index={index} count={count} disabled={busy} onMove={onMove} />
          <ActionIcon aria-label={`${t('common:action.edit')}: ${name}`} onClick={onEdit}>
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon aria-label={`${t('common:action.archive')}: ${name}`} onClick={onArchive}>
            <IconArchive size={16} />
          </ActionIcon>
        </Group>
      )}
    </li>
  );
}
