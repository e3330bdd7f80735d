import type { Icon } from '@tabler/icons-react';
import { createRegistry, useRegister, useRegistered } from './registry';

export interface Command {
  /** Unique, e.g. `deal.markWon`. */
  id: string;
  label: string;
  /** Heading in the palette, e.g. t('app:palette.goTo'). */
  group: string;
  icon?: Icon;
  /** Further words people might type. */
  keywords?: string[];
  /** Shown beside the label; register the key itself with useShortcut. */
  shortcut?: string;
  run: () => void;
}

const commands = createRegistry<Command>();

/** Adds commands to the palette while the component is mounted. Pass a memoised list. */
export function useCommands(list: readonly Command[]): void {
  useRegister(commands, list);
}

export function useAllCommands(): readonly Command[] {
  return useRegistered(commands);
}
