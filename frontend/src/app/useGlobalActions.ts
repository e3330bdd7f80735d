import { useMantineColorScheme } from '@mantine/core';
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconKeyboard from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs';
import IconLanguage from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs';
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import { useNavigate } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '@/i18n';
import { type Command, useCommands } from './commands';
import { PAGES } from './Navigation';
import { openPalette, openShortcutHelp } from './overlay';
import { useChangeLanguage } from './preferences';
import { type Shortcut, useKeyNotes, useShortcuts } from './shortcuts';
import { undoLast } from './undo';
import { useCanManage, useCanWrite } from './viewer';

/** Where files are brought in, and where past imports stand. */
function importCommands(
  t: TFunction<'app'>,
  group: string,
  navigate: ReturnType<typeof useNavigate>,
): Command[] {
  const keywords = ['csv', 'import'];
  return [
    {
      id: 'import.new',
      label: t('palette.import'),
      group,
      icon: IconFileImport,
      keywords,
      run: () => void navigate({ to: '/import', search: {} }),
    },
    {
      id: 'import.past',
      label: t('palette.pastImports'),
      group,
      icon: IconFileImport,
      keywords,
      run: () => void navigate({ to: '/settings/$section', params: { section: 'imports' } }),
    },
  ];
}

/** Commands and shortcuts that work on every page. */
export function useGlobalActions(): void {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const setLanguage = useChangeLanguage();
  const canWrite = useCanWrite();
  const canManage = useCanManage();

  const commands = useMemo((): Command[] => {
    const goTo = t('palette.goTo');
    const look = t('palette.look');
    return [
      ...PAGES.map(({ key, to, icon, shortcut }) => ({
        id: `go.${key}`,
        label: t(`nav.${key}`),
        group: goTo,
        icon,
        shortcut,
        run: () => void navigate({ to }),
      })),
      // Leads come in by telephone: whatever page is open.
      ...(canWrite
        ? [
            {
              id: 'lead.create',
              label: t('palette.newLead'),
              group: t('nav.leads'),
              icon: IconPlus,
              run: () => void navigate({ to: '/leads', search: { dialog: 'new' } }),
            },
          ]
        : []),
      ...(canManage ? importCommands(t, goTo, navigate) : []),
      {
        id: 'theme.light',
        label: t('theme.light'),
        group: look,
        icon: IconSun,
        run: () => setColorScheme('light'),
      },
      {
        id: 'theme.dark',
        label: t('theme.dark'),
        group: look,
        icon: IconMoon,
        run: () => setColorScheme('dark'),
      },
      {
        id: 'theme.auto',
        label: t('theme.auto'),
        group: look,
        icon: IconDeviceDesktop,
        run: () => setColorScheme('auto'),
      },
      ...LANGUAGES.map((language) => ({
        id: `language.${language}`,
        label: LANGUAGE_NAMES[language],
        group: t('palette.language'),
        icon: IconLanguage,
        keywords: ['language', language],
        run: () => setLanguage(language),
      })),
      {
        id: 'help.shortcuts',
        label: t('help.title'),
        group: t('palette.help'),
        icon: IconKeyboard,
        shortcut: '?',
        run: openShortcutHelp,
      },
    ];
  }, [t, navigate, setColorScheme, setLanguage, canWrite, canManage]);
  useCommands(commands);

  const shortcuts = useMemo((): Shortcut[] => {
    const general = t('help.general');
    return [
      {
        id: 'palette',
        keys: 'mod+k',
        label: t('palette.open'),
        group: general,
        everywhere: true,
        run: openPalette,
      },
      { id: 'palette.slash', keys: '/', label: t('palette.open'), group: general, run: openPalette },
      { id: 'help', keys: '?', label: t('help.title'), group: general, run: openShortcutHelp },
      { id: 'undo', keys: 'mod+z', label: t('help.undo'), group: general, run: () => void undoLast() },
      ...PAGES.map(({ key, to, shortcut }) => ({
        id: `go.${key}`,
        keys: shortcut,
        label: t(`nav.${key}`),
        group: t('palette.goTo'),
        run: () => void navigate({ to }),
      })),
    ];
  }, [t, navigate]);
  useShortcuts(shortcuts);
  const notes = useMemo(
    () =>
      [
        ['Ctrl Enter', t('help.submit')],
        ['Esc', t('help.escape')],
      ] as const,
    [t],
  );
  useKeyNotes(t('help.general'), notes);
}
