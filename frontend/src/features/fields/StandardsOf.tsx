import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FieldSubject } from './definitions';
import { StandardsContext, useStandards } from './standards';

/** Editors below mark what must be filled in, and say at once what would be refused. */
export function StandardsOf({ subject, children }: { subject: FieldSubject; children: ReactNode }) {
  return <StandardsContext value={useStandards(subject)}>{children}</StandardsContext>;
}

/** Beside a label, as in forms. */
export function AskedMark() {
  return (
    <Text span c="var(--mantine-color-error)" aria-hidden>
      {' *'}
    </Text>
  );
}
