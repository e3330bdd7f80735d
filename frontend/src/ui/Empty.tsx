import { Center, Stack, Text, ThemeIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** What the list is for, in a sentence. */
  children?: ReactNode;
  icon?: Icon;
  /** One button. */
  action?: ReactNode;
}

export function Empty({ title, children, icon: EmptyIcon, action }: Props) {
  return (
    <Center py={56} px="lg">
      <Stack align="center" gap="xs" maw={420} ta="center">
        {EmptyIcon && (
          <ThemeIcon size={52} radius="xl" variant="light">
            <EmptyIcon size={26} stroke={1.6} aria-hidden />
          </ThemeIcon>
        )}
        <Text fw={600}>{title}</Text>
        {children && (
          <Text size="sm" c="dimmed">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}
