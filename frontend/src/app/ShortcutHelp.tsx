import { Group, Kbd, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { byGroup, keyLabel, useAllShortcuts } from './shortcuts';

/** What `?` shows: every shortcut that works right now. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app');
  const shortcuts = useAllShortcuts();
  const groups = byGroup(shortcuts);
  return (
    <Dialog
      onClose={onClose}
      title={t('help.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('help.close') }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {[...groups].map(([group, list]) => (
          <Stack key={group} gap={6}>
            <Title order={3} size="sm">
              {group}
            </Title>
            {[...list].map(([label, ways]) => (
              <Group key={label} justify="space-between" wrap="nowrap">
                <Text size="sm">{label}</Text>
                <Group gap="sm" wrap="nowrap">
                  {ways.map((keys) => (
                    <Group key={keys} gap={4} wrap="nowrap">
                      {keys.split(' ').map((key) => (
                        <Kbd key={key} size="xs">
                          {keyLabel(key)}
                        </Kbd>
                      ))}
                    </Group>
                  ))}
                </Group>
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Dialog>
  );
}
