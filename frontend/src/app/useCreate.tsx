import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { type ReactNode, useEffectEvent, useMemo } from 'react';
import { useCommands } from './commands';
import { useShortcut } from './shortcuts';
import { useCanWrite } from './viewer';

interface What {
  /** Of the command, e.g. `account.create`. */
  id: string;
  label: string;
  group: string;
  run: () => void;
  /** False for what not everybody who writes may make. */
  allowed?: boolean;
}

/**
 * What a page makes new: by its button, by `c` and from the palette. Both results are absent for those who
 * only read.
 */
export function useCreate(what: What): { create?: () => void; button?: ReactNode } {
  const { id, label, group, run, allowed = true } = what;
  const canWrite = useCanWrite() && allowed;
  const latest = useEffectEvent(run);
  useShortcut('c', () => canWrite && run(), { label, group });
  useCommands(
    useMemo(
      () => (canWrite ? [{ id, label, group, icon: IconPlus, shortcut: 'c', run: () => latest() }] : []),
      [canWrite, id, label, group],
    ),
  );
  if (!canWrite) return {};
  const button = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={run}>
      {label}
    </Button>
  );
  return { create: run, button };
}
