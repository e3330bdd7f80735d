import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '@/i18n';

type Tree = { [key: string]: string | Tree };

const files = import.meta.glob<Tree>('../src/i18n/*/*.json', { eager: true, import: 'default' });
const PLURAL = /^(.+)_(zero|one|two|few|many|other)$/;
/** Words that are rightly the same in several languages. */
const SAME = /^[\W\d_]*$|\{\{/;
const INTERNATIONAL = new Set([
  'API explorer',
  'Account',
  'Administrator',
  'Apply',
  'Board',
  'Budget',
  'Deal',
  'Deals',
  'E-mail',
  'Filter',
  'Filters',
  'Lead',
  'Leads',
  'Live',
  'Role',
  'Logo',
  'Manager',
  'Menu',
  'Name',
  'Neutral',
  'Normal',
  'Offline',
  'Optional',
  'Orange',
  'Person',
  'Pipeline',
  'Status',
  'System',
  'Website',
  'is',
  'normal',
  'Team',
  'Teams',
]);

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') out.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) out.set(inner, text);
  }
  return out;
}

function texts(language: string): Map<string, Map<string, string>> {
  const out = new Map<string, Map<string, string>>();
  for (const [path, tree] of Object.entries(files)) {
    const [, folder, namespace] = /\/i18n\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? [];
    if (folder === language && namespace) out.set(namespace, flatten(tree));
  }
  return out;
}

/** Key without its plural category → the categories found. */
function shape(namespace: Map<string, string>): Map<string, Set<string>> {
  const out = new Map<string, Set<string>>();
  for (const key of namespace.keys()) {
    const [, base, category] = PLURAL.exec(key) ?? [];
    const name = base ?? key;
    out.set(name, (out.get(name) ?? new Set()).add(category ?? ''));
  }
  return out;
}

function placeholders(text: string): string {
  return [...text.matchAll(/\{\{\s*(\w+)/g)]
    .map(([, name]) => name)
    .sort()
    .join();
}

const english = texts('en');

describe.each(LANGUAGES)('texts in %s', (language) => {
  const own = texts(language);
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  it.each([...english.keys()])(
    '%s has exactly the English keys and the plural categories of the language',
    (name) => {
      const wanted = shape(english.get(name) ?? new Map());
      const found = shape(own.get(name) ?? new Map());
      expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
      for (const [key, forms] of wanted) {
        const plural = !forms.has('');
        expect([...(found.get(key) ?? [])].sort(), key).toEqual(plural ? [...categories].sort() : ['']);
      }
    },
  );

  it.each([...english.keys()])('%s keeps the placeholders and leaves nothing empty', (name) => {
    for (const [key, text] of own.get(name) ?? []) {
      expect(text.trim(), key).not.toBe('');
      const source = english.get(name);
      const original = source?.get(key) ?? source?.get(key.replace(PLURAL, '$1_other'));
      expect(placeholders(text), key).toBe(placeholders(original ?? ''));
    }
  });
});

describe('translations', () => {
  it.each(LANGUAGES.filter((language) => language !== 'en'))('%s leaves no English behind', (language) => {
    const leftovers: string[] = [];
    for (const [name, namespace] of texts(language)) {
      for (const [key, text] of namespace) {
        const same = english.get(name)?.get(key) === text;
        if (same && !SAME.test(text) && !INTERNATIONAL.has(text)) leftovers.push(`${name}:${key} "${text}"`);
      }
    }
    expect(leftovers).toEqual([]);
  });
});
