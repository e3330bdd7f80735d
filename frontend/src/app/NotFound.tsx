import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Also what a record shows that does not exist or is not visible: the two look alike on purpose. */
export function NotFound() {
  const { t } = useTranslation('app');
  // The tab has still the name of what was here.
  useDocumentTitle(`${t('notFound.title')} · Dealstream`);
  return (
    <Center mih="60vh" p="xl">
      <Stack align="center" gap="sm" maw={420} ta="center">
        <Title order={1} size="h2">
          {t('notFound.title')}
        </Title>
        <Text c="dimmed">{t('notFound.body')}</Text>
        <Button component={Link} to="/board">
          {t('notFound.back')}
        </Button>
      </Stack>
    </Center>
  );
}
