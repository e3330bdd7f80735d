import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = ['en', 'cs', 'de', 'ru', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name: people look for theirs. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  cs: 'Čeština',
  de: 'Deutsch',
  ru: 'Русский',
  pl: 'Polski',
};

const STORAGE_KEY = 'ds-language';

export function toLanguage(tag: string | null | undefined): Language | undefined {
  const base = tag?.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === base);
}

const files = import.meta.glob<{ default: Record<string, unknown> }>('./*/*.json');

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`./${language}/${namespace}.json`];
    if (!load) {
      done(new Error(`no text for ${language}/${namespace}`), null);
      return;
    }
    load().then(
      (module) => done(null, module.default),
      (error: Error) => done(error, null),
    );
  },
};

// dayjs drives the date pickers; English is built in.
const dayjsLocales: Record<Exclude<Language, 'en'>, () => Promise<unknown>> = {
  cs: () => import('dayjs/locale/cs'),
  de: () => import('dayjs/locale/de'),
  ru: () => import('dayjs/locale/ru'),
  pl: () => import('dayjs/locale/pl'),
};

function initialLanguage(): Language {
  try {
    const stored = toLanguage(localStorage.getItem(STORAGE_KEY));
    if (stored) return stored;
  } catch {
    // Storage may be blocked; the browser's languages still tell.
  }
  for (const tag of navigator.languages ?? []) {
    const language = toLanguage(tag);
    if (language) return language;
  }
  return 'en';
}

/** True when this browser has a language of its own choice; otherwise the user's profile decides. */
export function hasStoredLanguage(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== null;
  } catch {
    return false;
  }
}

export async function setUpI18n(): Promise<void> {
  const language = initialLanguage();
  await Promise.all([
    i18next
      .use(backend)
      .use(initReactI18next)
      .init({
        lng: language,
        // All five languages carry the same keys (a test sees to it), so no second language is fetched.
        fallbackLng: false,
        supportedLngs: [...LANGUAGES],
        ns: ['common', 'app'],
        defaultNS: 'common',
        interpolation: { escapeValue: false },
        returnNull: false,
      }),
    language === 'en' ? undefined : dayjsLocales[language](),
  ]);
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  if (language !== 'en') await dayjsLocales[language]();
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // The choice then lasts for this page only.
  }
}
