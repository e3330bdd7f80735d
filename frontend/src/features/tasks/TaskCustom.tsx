import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { useSetValues_values$key } from '@/__generated__/useSetValues_values.graphql';
import { useSetValues } from '../fields/useSetValues';

/** What the company keeps of a task besides, below what it is about. It is edited with the rest of the task. */
export function TaskCustom({ values }: { values: useSetValues_values$key }) {
  const set = useSetValues('TASK', values);
  if (set.length === 0) return null;
  return (
    <Text size="xs" component="div" lineClamp={2}>
      {set.map(({ key, label, text }, index) => (
        <Fragment key={key}>
          {index > 0 && ' · '}
          <Text span inherit c="dimmed">
            {label}:
          </Text>{' '}
          {text}
        </Fragment>
      ))}
    </Text>
  );
}
