import { createContext, useContext, useSyncExternalStore } from 'react';
import { type Cell, cell } from '@/relay/store';
import type { Groups } from './group';
import { createMarks } from './marks';
import { findCard, mayEnter, type PipelineRules, type Place, placeAt, type StageInfo, topOf } from './place';

export type Direction = 'left' | 'right' | 'up' | 'down';

export interface Drag {
  readonly dealId: string;
  readonly stageId: string;
}

/** What the board knows at its last render. */
interface Latest {
  groups: Groups;
  stages: readonly StageInfo[];
  rules: PipelineRules;
  isFolded: (stageId: string) => boolean;
  /** Carries a move out; false when it does not happen, or not before a reason is given. */
  request: (dealId: string, place: Place) => boolean;
}

const FRAMES = 120;

export function cardDomId(dealId: string): string {
  return `card-${dealId}`;
}

export function columnDomId(stageId: string): string {
  return `column-${stageId}`;
}

export type BoardControl = ReturnType<typeof createControl>;

/**
 * What cards and columns ask of the board. One object for its whole life: nothing is rendered because
 * somebody walked over the cards, except the two cards concerned.
 */
export function createControl() {
  const active: Cell<string | null> = cell<string | null>(null);
  const menu: Cell<string | null> = cell<string | null>(null);
  const drag: Cell<Drag | null> = cell<Drag | null>(null);
  const marks = createMarks();
  const scrollers = new Map<string, (index: number) => void>();
  let latest: Latest = {
    groups: new Map(),
    stages: [],
    rules: { allowSkip: true, allowBack: true },
    isFolded: () => false,
    request: () => false,
  };
  let focusing = 0;

  /**
   * Puts the focus on a card, also when its column must render it first. With `now` a card that is there has it
   * when this returns: the next key, however soon, then acts on that card.
   */
  function focus(dealId: string, stageId?: string, now = false): void {
    active.set(dealId);
    focusing += 1;
    const mine = focusing;
    let frames = FRAMES;
    let scrolled = false;
    const attempt = () => {
      if (mine !== focusing) return;
      const spot = findCard(latest.groups, dealId);
      const there = spot && (!stageId || spot.stageId === stageId);
      if (there && latest.isFolded(spot.stageId)) {
        document.getElementById(columnDomId(spot.stageId))?.querySelector('button')?.focus();
        return;
      }
      if (there && !scrolled) {
        scrollers.get(spot.stageId)?.(spot.index);
        scrolled = true;
      }
      const element = document.getElementById(cardDomId(dealId));
      if (there && element?.dataset.stage === spot.stageId) {
        element.querySelector('a')?.focus();
        element.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
        return;
      }
      frames -= 1;
      if (frames > 0) requestAnimationFrame(attempt);
    };
    if (now) attempt();
    else requestAnimationFrame(attempt);
  }

  function entries(stageId: string) {
    return latest.groups.get(stageId) ?? [];
  }

  function first(): string | undefined {
    for (const { id } of latest.stages) {
      if (!latest.isFolded(id) && entries(id)[0]) return entries(id)[0]?.id;
    }
    return undefined;
  }

  function walk(direction: Direction, dealId = active.get()): void {
    const spot = dealId ? findCard(latest.groups, dealId) : undefined;
    if (!spot) {
      const start = first();
      if (start) focus(start, undefined, true);
      return;
    }
    if (direction === 'up' || direction === 'down') {
      const next = entries(spot.stageId)[spot.index + (direction === 'down' ? 1 : -1)];
      if (next) focus(next.id, undefined, true);
      return;
    }
    const by = direction === 'right' ? 1 : -1;
    const start = latest.stages.findIndex(({ id }) => id === spot.stageId);
    for (let at = start + by; at >= 0 && at < latest.stages.length; at += by) {
      const stage = latest.stages[at];
      const column = stage && !latest.isFolded(stage.id) ? entries(stage.id) : [];
      const next = column[Math.min(spot.index, column.length - 1)];
      if (next) {
        focus(next.id, undefined, true);
        return;
      }
    }
  }

  function moveTo(dealId: string, stageId: string): void {
    if (latest.request(dealId, topOf(latest.groups, dealId, stageId))) focus(dealId, stageId);
  }

  /** One column on, or one place up or down. */
  function step(direction: Direction, dealId: string): void {
    const spot = findCard(latest.groups, dealId);
    if (!spot) return;
    if (direction === 'up' || direction === 'down') {
      const index = spot.index + (direction === 'down' ? 1 : -1);
      if (index < 0 || index >= entries(spot.stageId).length) return;
      const place = placeAt(latest.groups, dealId, spot.stageId, index);
      if (latest.request(dealId, place)) focus(dealId, spot.stageId);
      return;
    }
    const at = latest.stages.findIndex(({ id }) => id === spot.stageId);
    const next = latest.stages[at + (direction === 'right' ? 1 : -1)];
    if (next) moveTo(dealId, next.id);
  }

  return {
    active,
    menu,
    drag,
    marks,
    now: () => latest,
    update(next: Latest) {
      latest = next;
    },
    registerScroller(stageId: string, scroll: (index: number) => void) {
      scrollers.set(stageId, scroll);
      return () => {
        if (scrollers.get(stageId) === scroll) scrollers.delete(stageId);
      };
    },
    mayEnter: (fromId: string, toId: string) => mayEnter(latest.stages, latest.rules, fromId, toId),
    focus,
    first,
    walk,
    moveTo,
    step,
  };
}

const ControlContext = createContext<BoardControl | null>(null);
export const ControlProvider = ControlContext.Provider;

export function useControl(): BoardControl {
  const control = useContext(ControlContext);
  if (!control) throw new Error('cards live on a board');
  return control;
}

/** True for the one card that the cell names: only two cards render when it changes. */
export function useIs(source: Cell<string | null>, id: string): boolean {
  return useSyncExternalStore(source.subscribe, () => source.get() === id);
}
