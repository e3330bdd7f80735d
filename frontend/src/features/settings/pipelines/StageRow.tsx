import { ActionIcon, Badge, Group, Popover, Text, UnstyledButton } from '@mantine/core';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { StageRow_stage$key } from '@/__generated__/StageRow_stage.graphql';
import { useFormat } from '@/i18n/format';
import { stageColor } from '@/ui/colors';
import { InlineEdit } from '@/ui/InlineEdit';
import { useReorder } from '@/ui/reorder';
import { ReorderButtons } from '../ReorderButtons';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { ColorChoice } from './ColorChoice';
import { useUpdateStage } from './useUpdateStage';

interface Props {
  stage: StageRow_stage$key;
  list: string;
  index: number;
  count: number;
  moving: boolean;
  onMove: (from: number, to: number) => void;
  onEdit: () => void;
  onRemove: () => void;
}

/** One stage: what changes often is changed right here, the rest in its dialog. */
export function StageRow({ stage, list, index, count, moving, onMove, onEdit, onRemove }: Props) {
  const { t } = useTranslation(['settings', 'app']);
  const admin = useIsAdmin();
  const format = useFormat();
  const update = useUpdateStage();
  const data = useFragment(
    graphql`
      fragment StageRow_stage on Stage {
        id
        version
        name
        kind
        color
        probability
        rottingDays
        guidance
        inFunnel
        goNoGo
        steps {
          id
        }
        activityPlan {
          id
          name
        }
      }
    `,
    stage,
  );
  const { row, handle, dragging, edge } = useReorder({ list, index, enabled: admin, onMove });
  const open = data.kind === 'OPEN';
  const asks = [
    ...(data.steps.length > 0 ? [t('settings:steps.count', { count: data.steps.length })] : []),
    ...(data.activityPlan ? [t('settings:stages.starts', { plan: data.activityPlan.name })] : []),
    ...(data.goNoGo ? [t('settings:stages.goNoGo')] : []),
  ];
  const percent = (value: string | null) =>
    value !== null && /^\d{1,2}$/.test(value) && Number(value) >= 1
      ? undefined
      : t('settings:stages.badProbability');
  const days = (value: string | null) =>
    value === null || (/^\d{1,4}$/.test(value) && Number(value) > 0 && Number(value) <= 3650)
      ? undefined
      : t('settings:stages.badDays');

  return (
    <li ref={row} className={classes.row} data-dragging={dragging || undefined} data-edge={edge ?? undefined}>
      {admin && (
        <span ref={handle} className={classes.handle} aria-hidden>
          <IconGripVertical size={16} />
        </span>
      )}
      <ColorDot
        name={data.name}
        color={data.color}
        disabled={!admin}
        onChange={(color) => void update(data, { color }, { toast: true })}
      />
      <div className={classes.grow}>
        <Group gap="xs">
          <InlineEdit
            label={t('settings:stages.nameOf', { name: data.name })}
            value={data.name}
            required
            disabled={!admin}
            onSave={(name) => update(data, { name })}
          />
          {!open && <Badge variant="light">{t(`settings:stages.kind.${data.kind}`)}</Badge>}
          {!data.inFunnel && (
            <Badge size="xs" variant="default">
              {t('settings:stages.outsideFunnel')}
            </Badge>
          )}
        </Group>
        {data.guidance && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {data.guidance}
          </Text>
        )}
        {asks.length > 0 && (
          <Text size="xs" c="dimmed">
            {asks.join(' · ')}
          </Text>
        )}
      </div>
      <Text size="sm" className="ds-number" component="div" w={72} ta="right">
        {open ? (
          <InlineEdit
            label={t('settings:stages.probabilityOf', { name: data.name })}
            value={String(data.probability)}
            required
            disabled={!admin}
            align="right"
            validate={percent}
            onSave={(value) => update(data, { probability: Number(value) })}
          >
            {format.percent(data.probability)}
          </InlineEdit>
        ) : (
          format.percent(data.probability)
        )}
      </Text>
      <Text size="sm" component="div" w={116} ta="right">
        {open && (
          <InlineEdit
            label={t('settings:stages.rottingOf', { name: data.name })}
            value={data.rottingDays ? String(data.rottingDays) : null}
            disabled={!admin}
            align="right"
            validate={days}
            onSave={(value) => update(data, { rottingDays: value === null ? null : Number(value) })}
          >
            {data.rottingDays
              ? t('settings:stages.days', { count: data.rottingDays })
              : t('settings:stages.noRotting')}
          </InlineEdit>
        )}
      </Text>
      {admin && (
        <Group gap={0} wrap="nowrap">
          <ReorderButtons name={data.name} index={index} count={count} disabled={moving} onMove={onMove} />
          <ActionIcon size="md" aria-label={t('settings:stages.edit', { name: data.name })} onClick={onEdit}>
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon
            size="md"
            aria-label={t('settings:stages.remove', { name: data.name })}
            onClick={onRemove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      )}
    </li>
  );
}

interface DotProps {
  name: string;
  color: string;
  disabled: boolean;
  onChange: (color: string) => void;
}

function ColorDot({ name, color, disabled, onChange }: DotProps) {
  const { t } = useTranslation('settings');
  const [opened, setOpened] = useState(false);
  if (disabled) return <span className={classes.dot} style={{ background: stageColor(color) }} aria-hidden />;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.handle}
          style={{ cursor: 'pointer' }}
          aria-label={t('stages.colorOf', { name })}
          onClick={() => setOpened((old) => !old)}
        >
          <span className={classes.dot} style={{ background: stageColor(color) }} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('stages.color')}>
        <ColorChoice
          value={color}
          onChange={(next) => {
            setOpened(false);
            if (next !== color) onChange(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
