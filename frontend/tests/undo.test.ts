import { describe, expect, it } from 'vitest';
import { createUndoStack } from '@/app/undo';

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
