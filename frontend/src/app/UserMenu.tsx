import { Menu, Stack, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import IconApi from '@tabler/icons-react/dist/esm/icons/IconApi.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconConfetti from '@tabler/icons-react/dist/esm/icons/IconConfetti.mjs';
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import IconKeyboard from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '@/i18n';
import { useCell } from '@/relay/store';
import { UserAvatar } from '@/ui/UserAvatar';
import { openShortcutHelp } from './overlay';
import { celebrations, setCelebrations, useChangeLanguage } from './preferences';
import { useSignOut } from './useSignOut';
import { useViewer } from './viewer';

const THEMES = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const;

export function UserMenu() {
  const { t, i18n } = useTranslation('app');
  const viewer = useViewer();
  const setLanguage = useChangeLanguage();
  const signOut = useSignOut();
  const celebrates = useCell(celebrations);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={248} position="bottom-end">
      <Menu.Target>
        <UnstyledButton aria-label={t('user.menu', { name: viewer.name })} style={{ borderRadius: 99 }}>
          <UserAvatar name={viewer.name} color={viewer.avatarColor} size={34} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={0} px="sm" py="xs">
          <Text size="sm" fw={600} truncate>
            {viewer.name}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {viewer.email}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`role.${viewer.role}`)}
          </Text>
        </Stack>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/profile" leftSection={<IconUser size={16} aria-hidden />}>
          {t('user.profile')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href="/graphiql"
          target="_blank"
          leftSection={<IconApi size={16} aria-hidden />}
        >
          {t('user.explorer')}
        </Menu.Item>
        <Menu.Item onClick={openShortcutHelp} leftSection={<IconKeyboard size={16} aria-hidden />}>
          {t('help.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('theme.label')}</Menu.Label>
        {THEMES.map(({ value, icon: ThemeIcon }) => (
          <Menu.Item
            key={value}
            onClick={() => setColorScheme(value)}
            leftSection={<ThemeIcon size={16} aria-hidden />}
            rightSection={colorScheme === value && <IconCheck size={15} aria-label={t('user.chosen')} />}
          >
            {t(`theme.${value}`)}
          </Menu.Item>
        ))}
        <Menu.CheckboxItem
          checked={celebrates}
          onChange={setCelebrations}
          checkIcon={<IconCheck size={15} aria-hidden />}
          rightSection={<IconConfetti size={16} aria-hidden />}
        >
          {t('user.celebrate')}
        </Menu.CheckboxItem>
        <Menu.Label>{t('user.language')}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            onClick={() => setLanguage(language)}
            rightSection={i18n.language === language && <IconCheck size={15} aria-label={t('user.chosen')} />}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()} leftSection={<IconLogout size={16} aria-hidden />}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
