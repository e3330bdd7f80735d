import { Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** Beside the title: badges, presence. */
  aside?: ReactNode;
  /** On the right: buttons. */
  actions?: ReactNode;
}

/** The head of every page; also names the browser tab. */
export function PageHeader({ title, aside, actions }: Props) {
  useDocumentTitle(`${title} · Dealstream`);
  return (
    <Group
      justify="space-between"
      px="var(--ds-gutter)"
      pt="md"
      pb="sm"
      gap="sm"
      style={{ flex: '0 0 auto' }}
    >
      <Group gap="sm" miw={0}>
        <Title order={1} size="h3">
          {title}
        </Title>
        {aside}
      </Group>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
