import { Box, Menu, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import IconLanguage from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGE_NAMES, LANGUAGES, toLanguage } from '@/i18n';
import classes from './AuthLayout.module.css';

interface Props {
  title: string;
  subtitle: string;
  children: ReactNode;
}

/** The pages before the shell: brand on one side, one form on the other. */
export function AuthLayout({ title, subtitle, children }: Props) {
  const { t, i18n } = useTranslation('auth');
  useDocumentTitle(`${title} · Dealstream`);
  return (
    <div className={classes.page}>
      <aside className={classes.brand}>
        <div className={classes.logo}>
          <img src="/icon.svg" alt="" width={40} height={40} />
          Dealstream
        </div>
        <Box visibleFrom="md">
          <p className={classes.claim}>{t('claim')}</p>
          <ul className={classes.points}>
            <li>{t('point.live')}</li>
            <li>{t('point.history')}</li>
            <li>{t('point.keyboard')}</li>
          </ul>
        </Box>
        <svg className={classes.stream} viewBox="0 0 600 220" aria-hidden="true" preserveAspectRatio="none">
          <path d="M0 150c90 0 110-90 210-90s120 110 220 110 110-70 170-70" />
          <path d="M0 190c90 0 120-80 210-80s130 90 220 90 110-50 170-50" />
          <path d="M0 110c90 0 110-90 210-90s120 120 220 120 110-90 170-90" />
        </svg>
      </aside>
      <main className={classes.main}>
        <Paper className={classes.card} p={{ base: 'lg', sm: 'xl' }} radius="lg">
          <Stack gap={4} mb="lg">
            <Title order={1} size="h2">
              {title}
            </Title>
            <Text c="dimmed" size="sm">
              {subtitle}
            </Text>
          </Stack>
          {children}
        </Paper>
        <Menu position="top">
          <Menu.Target>
            <UnstyledButton className={classes.language}>
              <IconLanguage size={16} aria-hidden /> {LANGUAGE_NAMES[toLanguage(i18n.language) ?? 'en']}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {LANGUAGES.map((language) => (
              <Menu.Item key={language} lang={language} onClick={() => void changeLanguage(language)}>
                {LANGUAGE_NAMES[language]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </main>
    </div>
  );
}
