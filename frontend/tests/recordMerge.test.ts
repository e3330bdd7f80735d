import { describe, expect, it, vi } from 'vitest';
import { saveMerging } from '@/features/records/merge';
import { toTree, withDescendants } from '@/features/settings/teams/tree';
import type { SaveResult } from '@/ui/InlineEdit';
import { targetIndex } from '@/ui/reorder';

const conflict = (field: string): SaveResult => ({
  ok: false,
  errors: [
    Object.assign({ code: 'CONFLICT', message: '', path: [] }, { currentVersion: 7, changed: [{ field }] }),
  ],
});

describe('saveMerging', () => {
  it('goes on top of somebody else’s change of another field', async () => {
    const send = vi.fn(
      async (version: number): Promise<SaveResult> => (version === 7 ? { ok: true } : conflict('phone')),
    );
    expect(await saveMerging('name', 3, send)).toEqual({ ok: true });
    expect(send.mock.calls).toEqual([[3], [7]]);
  });

  it('leaves a clash on the same field to the person', async () => {
    const send = vi.fn(async (): Promise<SaveResult> => conflict('owner_id'));
    const outcome = await saveMerging('owner', 3, send);
    expect(send).toHaveBeenCalledOnce();
    expect(outcome).toMatchObject({ ok: false, clash: { currentVersion: 7 } });
  });
});

describe('targetIndex', () => {
  it.each([
    [0, 2, 'bottom', 2],
    [0, 2, 'top', 1],
    [3, 1, 'top', 1],
    [3, 1, 'bottom', 2],
    [1, 1, 'bottom', 1],
  ] as const)('%i dropped on %i at its %s goes to %i', (from, over, edge, to) => {
    expect(targetIndex(from, over, edge)).toBe(to);
  });
});

describe('team tree', () => {
  const teams = [
    { id: 'b', name: 'B', parent: { id: 'a' } },
    { id: 'a', name: 'A', parent: null },
    { id: 'c', name: 'C', parent: { id: 'b' } },
    { id: 'x', name: 'X', parent: { id: 'hidden' } },
  ];

  it('puts teams below their parents, strays at the top', () => {
    const tree = toTree(teams);
    expect(tree.map(({ team }) => team.id)).toEqual(['a', 'x']);
    expect(tree[0]?.children[0]?.children[0]?.team.id).toBe('c');
  });

  it('knows what cannot become a parent', () => {
    expect(withDescendants(teams, 'b')).toEqual(new Set(['b', 'c']));
  });
});
