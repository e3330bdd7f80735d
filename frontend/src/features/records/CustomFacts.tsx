import { Title } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomRows } from '../fields/CustomRows';
import { useFields } from '../fields/definitions';
import classes from './Record.module.css';
import { FieldRow } from './RecordField';

/** The custom fields of a record, below the built-in ones. */
export function CustomFacts(props: Omit<ComponentProps<typeof CustomRows>, 'row'>) {
  const { t } = useTranslation('fields');
  if (useFields(props.subject).length === 0) return null;
  return (
    <>
      <Title order={2} size="h6" mt="md" mb={4}>
        {t('heading')}
      </Title>
      <dl className={classes.fields}>
        <CustomRows {...props} row={FieldRow} />
      </dl>
    </>
  );
}
