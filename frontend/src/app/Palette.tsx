import { Kbd, Modal, VisuallyHidden } from '@mantine/core';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Command, useAllCommands } from './commands';
import { takeTyped } from './overlay';
import { KIND_ICON, useOpenRecord, useRecordSearch } from './search';
import { keyLabel } from './shortcuts';

const [store, spotlight] = createSpotlight();

/** Every word typed must begin a word of label, group or keywords. */
function matches(command: Command, words: string[]): boolean {
  const text = [command.label, command.group, ...(command.keywords ?? [])].join(' ').toLowerCase();
  const known = text.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => known.some((one) => one.startsWith(word)));
}

/** Marks the line that Enter opens: Spotlight does so only while somebody types, and records come a moment later. */
function markFirst(): void {
  const list = document.getElementById(store.getState().listId);
  if (!list) return;
  for (const marked of list.querySelectorAll('[data-selected]')) marked.removeAttribute('data-selected');
  list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

/** The command palette: pages, records, settings, and whatever the open page offers. */
export default function Palette({ opens }: { opens: number }) {
  const { t } = useTranslation('app');
  const [query, setQuery] = useState('');
  const commands = useAllCommands();
  const { hits, busy } = useRecordSearch(query, 6);
  const openRecord = useOpenRecord();

  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening counts up.
  useEffect(() => spotlight.open(), [opens]);

  const groups = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const byGroup = new Map<string, Command[]>();
    for (const command of commands) {
      if (!matches(command, words)) continue;
      byGroup.set(command.group, [...(byGroup.get(command.group) ?? []), command]);
    }
    return [...byGroup];
  }, [commands, query]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list begins at its first line.
  useEffect(markFirst, [groups, hits]);

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={460}
      radius="lg"
      centered={false}
      yOffset="12vh"
    >
      <VisuallyHidden>
        <Modal.Title>{t('palette.open')}</Modal.Title>
      </VisuallyHidden>
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden />}
        data-palette
        onFocus={() => setQuery((now) => now + takeTyped())}
      />
      <Spotlight.ActionsList>
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.records')}>
            {hits.map((hit) => {
              const HitIcon = KIND_ICON[hit.kind];
              return (
                <Spotlight.Action
                  key={hit.id}
                  label={hit.label}
                  description={hit.detail}
                  leftSection={<HitIcon size={18} aria-label={t(`search.kind.${hit.kind}`)} />}
                  onClick={() => openRecord(hit)}
                />
              );
            })}
          </Spotlight.ActionsGroup>
        )}
        {groups.map(([group, list]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {list.map(({ id, label, icon: CommandIcon, shortcut, run }) => (
              <Spotlight.Action
                key={id}
                label={label}
                leftSection={CommandIcon && <CommandIcon size={18} aria-hidden />}
                rightSection={shortcut && <Kbd size="xs">{keyLabel(shortcut)}</Kbd>}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && hits.length === 0 && (
          <Spotlight.Empty>{busy ? t('palette.searching') : t('palette.nothing')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
