import { useEffect, useSyncExternalStore } from 'react';

/** Things that mounted components offer, e.g. commands; later ones win over earlier ones of the same id. */
export interface Registry<T extends { id: string }> {
  all(): readonly T[];
  add(items: readonly T[]): () => void;
  subscribe(listener: () => void): () => void;
}

export function createRegistry<T extends { id: string }>(): Registry<T> {
  const groups = new Set<readonly T[]>();
  const listeners = new Set<() => void>();
  let snapshot: readonly T[] = [];

  const changed = () => {
    const byId = new Map<string, T>();
    for (const group of groups) for (const item of group) byId.set(item.id, item);
    snapshot = [...byId.values()];
    for (const listener of listeners) listener();
  };

  return {
    all: () => snapshot,
    add(items) {
      groups.add(items);
      changed();
      return () => {
        groups.delete(items);
        changed();
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useRegistered<T extends { id: string }>(registry: Registry<T>): readonly T[] {
  return useSyncExternalStore(registry.subscribe, registry.all, registry.all);
}

export function useRegister<T extends { id: string }>(registry: Registry<T>, items: readonly T[]): void {
  useEffect(() => registry.add(items), [registry, items]);
}
