import { Button, Checkbox, Popover, Stack, Text } from '@mantine/core';
import IconId from '@tabler/icons-react/dist/esm/icons/IconId.mjs';
import { useTranslation } from 'react-i18next';
import { type CardFields, MOST_ON_CARD } from './cardFields';

/** Chooses what the cards show besides; nothing where the company has no fields of its own. */
export function CardFieldsMenu({ fields, chosen, toggle }: CardFields) {
  const { t } = useTranslation('board');
  if (fields.length === 0) return null;
  return (
    <Popover position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconId size={16} aria-hidden />}
        >
          {t('cardFields.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('cardFields.open')}>
        <Text size="xs" c="dimmed" mb="xs">
          {t('cardFields.hint', { most: MOST_ON_CARD })}
        </Text>
        <Stack gap={6} mah={320} style={{ overflow: 'auto' }}>
          {fields.map(({ key, label }) => (
            <Checkbox
              key={key}
              size="xs"
              label={label}
              checked={chosen.includes(key)}
              disabled={chosen.length >= MOST_ON_CARD && !chosen.includes(key)}
              onChange={() => toggle(key)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
