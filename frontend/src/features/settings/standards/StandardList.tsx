import { ActionIcon, Badge, Code, Group, Text } from '@mantine/core';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { definitionsQuery } from '@/__generated__/definitionsQuery.graphql';
import type { StandardListQuery } from '@/__generated__/StandardListQuery.graphql';
import { offerUndo } from '@/app/undo';
import { useFormat } from '@/i18n/format';
import { definitions, type FieldSubject } from '../../fields/definitions';
import { rangeText, type Standard, useStandards } from '../../fields/standards';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { toInput, valuesOf } from './form';
import { StandardDialog } from './StandardDialog';
import { useSetStandard } from './useSetStandard';

export type StandardOption = StandardListQuery['response']['dataStandardOptions'][number];

/** Every field that something can be asked of, with what is. */
export function StandardList({ subject }: { subject: FieldSubject }) {
  const { t } = useTranslation(['fields', 'app', 'common']);
  const [open, setOpen] = useState<StandardOption>();
  const { dataStandardOptions: options } = useLazyLoadQuery<StandardListQuery>(
    graphql`
      query StandardListQuery($subject: FieldSubject!) {
        dataStandardOptions(subject: $subject) {
          field
          label
          type
        }
      }
    `,
    { subject },
  );
  const standards = useStandards(subject);
  const refetch = useQuietRefetch<definitionsQuery>(definitions, {});
  const [set] = useSetStandard();
  const name = (field: string) => t(`app:field.${field}`);

  const remove = async (standard: Standard) => {
    const about = [subject, standard.field] as const;
    const result = await set({ input: toInput(valuesOf(), about, standard.version) });
    if (!result.ok) return;
    refetch();
    const version = result.data.setDataStandard.dataStandard?.version;
    offerUndo({
      message: t('fields:standards.removed', { name: name(standard.field) }),
      undo: async () => {
        await set({ input: toInput(valuesOf(standard), about, version) });
        refetch();
      },
    });
  };

  return (
    <>
      <ul className={classes.rows} aria-label={t(`fields:subject.${subject}`)}>
        {options.map((option) => (
          <Row
            key={option.field}
            option={option}
            standard={standards.get(option.field)}
            onEdit={() => setOpen(option)}
            onRemove={(standard) => void remove(standard)}
          />
        ))}
      </ul>
      {open && (
        <StandardDialog
          subject={subject}
          option={open}
          standard={standards.get(open.field)}
          onClose={() => setOpen(undefined)}
          onSaved={refetch}
        />
      )}
    </>
  );
}

interface RowProps {
  option: StandardOption;
  standard?: Standard;
  onEdit: () => void;
  onRemove: (standard: Standard) => void;
}

function Row({ option, standard, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation(['fields', 'app', 'common']);
  const format = useFormat();
  const admin = useIsAdmin();
  const name = t(`app:field.${option.field}`);
  const range = standard && rangeText(standard, t, (number) => format.number(Number(number)));
  return (
    <li className={classes.row}>
      <div className={classes.grow}>
        <Group gap="xs">
          <Text size="sm" fw={600} span>
            {name}
          </Text>
          {standard?.required && (
            <Badge size="sm" variant="light">
              {t('fields:standards.required')}
            </Badge>
          )}
          {standard?.pattern && (
            <Badge size="sm" variant="default">
              {t('fields:standards.pattern')}
            </Badge>
          )}
        </Group>
        <Group gap="xs">
          {standard?.pattern && (
            <Text size="xs" c="dimmed" span>
              {standard.patternHint ?? <Code>{standard.pattern}</Code>}
            </Text>
          )}
          {range && (
            <Text size="xs" c="dimmed" span>
              {range}
            </Text>
          )}
          {!standard && (
            <Text size="xs" c="dimmed" span>
              {t('fields:standards.nothing')}
            </Text>
          )}
        </Group>
      </div>
      {admin && (
        <Group gap={0} wrap="nowrap">
          <ActionIcon aria-label={t('fields:standards.edit', { name })} onClick={onEdit}>
            <IconPencil size={16} />
          </ActionIcon>
          {standard && (
            <ActionIcon
              aria-label={t('fields:standards.remove', { name })}
              onClick={() => onRemove(standard)}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      )}
    </li>
  );
}
