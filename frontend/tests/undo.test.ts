import { describe, expect, it, vi } from 'vitest';
import { answered, createUndoStack, forgetUndo, offerUndo, trackChange, undoLast } from '@/app/undo';

const action = (message: string) => ({ message, undo: async () => undefined });

describe('undo stack', () => {
  it('gives the newest action back first, each once', () => {
    const stack = createUndoStack();
    stack.push(action('a'));
    stack.push(action('b'));
    expect(stack.take()?.message).toBe('b');
    expect(stack.take()?.message).toBe('a');
    expect(stack.take()).toBeUndefined();
  });

  it('takes a certain action out of the middle', () => {
    const stack = createUndoStack();
    const first = stack.push(action('a'));
    stack.push(action('b'));
    expect(stack.take(first.id)?.message).toBe('a');
    expect(stack.take(first.id)).toBeUndefined();
    expect(stack.size()).toBe(1);
  });

  it('forgets what is older than its limit', () => {
    const stack = createUndoStack(2);
    for (const name of ['a', 'b', 'c']) stack.push(action(name));
    expect([stack.take()?.message, stack.take()?.message, stack.take()]).toEqual(['c', 'b', undefined]);
  });
});

describe('Ctrl+Z before the server has answered', () => {
  it('takes that change back, not an older one', async () => {
    const older = vi.fn().mockResolvedValue(undefined);
    const newer = vi.fn().mockResolvedValue(undefined);
    offerUndo({ message: 'older', undo: older });
    let answer: () => void = () => undefined;
    const sent = new Promise<void>((resolve) => {
      answer = resolve;
    });
    trackChange(sent);
    void sent.then(() => offerUndo({ message: 'newer', undo: newer }));
    const undone = undoLast();
    answer();
    await undone;
    expect(newer).toHaveBeenCalledOnce();
    expect(older).not.toHaveBeenCalled();
    forgetUndo();
  });
});

describe('what stands on a change', () => {
  it('waits for its answer', async () => {
    let answer = () => {};
    trackChange(
      new Promise<void>((resolve) => {
        answer = resolve;
      }),
    );
    let decided = false;
    const decision = answered().then(() => {
      decided = true;
    });
    await new Promise((later) => setTimeout(later, 20));
    expect(decided).toBe(false);
    answer();
    await decision;
    expect(decided).toBe(true);
  });

  it('does not wait where nothing is under way', async () => {
    await expect(answered()).resolves.toBeUndefined();
  });
});
