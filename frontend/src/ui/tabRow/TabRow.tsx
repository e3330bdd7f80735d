import { Menu, Tabs, UnstyledButton } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { overflowing } from './fitting';
import { TabLabel } from './TabLabel';
import classes from './TabRow.module.css';
import { useOpenInSight } from './useOpenInSight';
import { useSizes } from './useSizes';

export interface TabItem {
  readonly value: string;
  readonly label: string;
  /** How many there are of what it shows; nothing is said of none. */
  readonly count?: number;
}

interface Props {
  tabs: readonly TabItem[];
  /** The open one. */
  value: string;
  onChange: (value: string) => void;
}

/**
 * Tabs in one row, at any width: as many as fit, the open one always among them, and the rest in a menu beside them.
 * On a phone they are swiped. To the keyboard they are one list all the while.
 */
export function TabRow({ tabs, value, onChange }: Props) {
  const row = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  useOpenInSight(list, value);
  const sizes = useSizes(row, tabs.length);
  const needed = tabs.flatMap((tab, place) => (tab.value === value || tab.value === focused ? [place] : []));
  const rest = sizes ? overflowing(sizes, new Set(needed)) : new Set<number>();

  const focus = (wanted: string) => {
    const place = tabs.findIndex((tab) => tab.value === wanted);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[place]?.focus();
  };

  return (
    <div ref={row} className={classes.row}>
      <Tabs.List ref={list} className={classes.list}>
        {tabs.map((tab, place) => (
          <Tabs.Tab
            key={tab.value}
            value={tab.value}
            className={classes.tab}
            data-rest={rest.has(place) || undefined}
            onFocus={() => setFocused(tab.value)}
            onBlur={() => setFocused(undefined)}
          >
            <TabLabel count={tab.count ?? 0}>{tab.label}</TabLabel>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Rest tabs={tabs.filter((_, place) => rest.has(place))} onChange={onChange} onChosen={focus} />
    </div>
  );
}

interface RestProps {
  tabs: readonly TabItem[];
  onChange: (value: string) => void;
  /** Called once the menu is gone: then the keyboard goes to the tab. */
  onChosen: (value: string) => void;
}

/** The tabs that the row has no room for. */
function Rest({ tabs, onChange, onChosen }: RestProps) {
  const { t } = useTranslation('common');
  const chosen = useRef<string>(undefined);
  const goOn = () => {
    if (chosen.current !== undefined) onChosen(chosen.current);
    chosen.current = undefined;
  };
  return (
    <Menu position="bottom-end" onExitTransitionEnd={goOn}>
      <Menu.Target>
        <UnstyledButton
          className={classes.more}
          data-idle={tabs.length === 0 || undefined}
          aria-label={t('tabs.more')}
        >
          {t('action.more')}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {tabs.map(({ value, label, count = 0 }) => (
          <Menu.Item
            key={value}
            onClick={() => {
              chosen.current = value;
              onChange(value);
            }}
          >
            <TabLabel count={count}>{label}</TabLabel>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
