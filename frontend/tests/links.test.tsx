import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { LinkForm } from '@/features/deal/stakeholders/LinkForm';
import { LinkTable } from '@/features/deal/stakeholders/LinkTable';
import type { Deal } from '@/features/deal/stakeholders/model';
import { useLinks } from '@/features/deal/stakeholders/useLinks';
import deals from '@/i18n/en/deals.json';
import stakeholders from '@/i18n/en/stakeholders.json';
import { answer, findOperation } from './mock';
import { renderUi } from './render';

const toasts = vi.hoisted(() => ({ error: vi.fn(), info: vi.fn(), hide: vi.fn() }));
vi.mock('@/app/toasts', () => ({ toast: toasts }));
vi.mock('@/app/undo', async (original) => ({
  ...(await original<typeof import('@/app/undo')>()),
  offerUndo: vi.fn(),
}));

beforeAll(() => {
  i18next.addResourceBundle('en', 'deals', deals);
  i18next.addResourceBundle('en', 'stakeholders', stakeholders);
});

const person = (id: string, name: string) => ({
  id,
  version: 1,
  influence: 3,
  contact: { id: `c_${id}`, name },
});
const LINK = { id: 'l1', version: 4, strength: 1, from: { id: 'a' }, to: { id: 'b' } };
const DEAL = {
  id: 'd1',
  stakeholders: { nodes: [person('a', 'Ada'), person('b', 'Ben')] },
  influenceLinks: [LINK],
} as unknown as Deal;

function Links() {
  const links = useLinks(DEAL.id);
  return (
    <>
      <LinkForm deal={DEAL} draw={links.draw} />
      <LinkTable deal={DEAL} links={links} readOnly={false} />
    </>
  );
}

function show() {
  const shown = renderUi(
    <Suspense fallback="wait">
      <Links />
    </Suspense>,
  );
  return { ...shown, user: userEvent.setup() };
}

const conflict = (after: number) => ({
  __typename: 'Conflict',
  __isUserError: 'Conflict',
  code: 'CONFLICT',
  message: 'Changed meanwhile.',
  path: ['input', 'expectedVersion'],
  currentVersion: 6,
  changedBy: { __typename: 'Actor', id: 'u2', name: 'Cleo' },
  changedAt: '2026-05-01T10:00:00Z',
  changed: [{ field: 'strength', before: 1, after, beforeLabel: null, afterLabel: null }],
});
const drawn = (userErrors: object[], version = 5) => ({
  linkStakeholders: {
    influenceLink: userErrors.length > 0 ? null : { id: 'l1', version },
    deal: null,
    userErrors,
  },
});

async function makeDecisive(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('button', { name: 'Edit How much' }));
  const table = within(screen.getByRole('table'));
  await user.click(await table.findByRole('option', { name: stakeholders.strength['3'], hidden: true }));
}

describe('influence that is drawn', () => {
  it('is changed as it was seen; who decides otherwise meanwhile is told, and the person chooses', async () => {
    const { environment, user } = show();
    await makeDecisive(user);
    const sent = await answer(environment, 'useLinksDrawMutation', drawn([conflict(2)]));
    expect(sent).toEqual({ input: { fromId: 'a', toId: 'b', strength: 3, expectedVersion: 4 } });
    expect(await screen.findByText(/Cleo/)).toBeTruthy();
    expect(screen.getByText('Theirs:', { exact: false }).parentElement?.textContent).toContain(
      stakeholders.strength['2'],
    );
    await user.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(await answer(environment, 'useLinksDrawMutation', drawn([], 7))).toEqual({
      input: { fromId: 'a', toId: 'b', strength: 3, expectedVersion: 6 },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(toasts.error).not.toHaveBeenCalled();
  });

  it('is taken back on the version the last change led to, and a conflict is told', async () => {
    const { environment, user } = show();
    await makeDecisive(user);
    await answer(environment, 'useLinksDrawMutation', drawn([], 5));
    await user.click(screen.getByRole('button', { name: /Ada.*Ben/ }));
    const unlinkStakeholders = { deal: null, userErrors: [conflict(2)] };
    expect(await answer(environment, 'useLinksRemoveMutation', { unlinkStakeholders })).toEqual({
      input: { id: 'l1', expectedVersion: 5 },
    });
    expect(toasts.error).toHaveBeenCalledWith(
      i18next.t('app:conflict.changedBy', { name: 'Cleo' }),
      expect.anything(),
    );
  });

  it('is not drawn twice: the form says so and sends nothing; the way back is another one', async () => {
    const { environment, user } = show();
    const draw = async (from: string, to: string) => {
      for (const [label, name] of [
        [stakeholders.link.from, from],
        [stakeholders.link.to, to],
      ] as const) {
        await user.clear(screen.getByRole('combobox', { name: label }));
        await user.type(screen.getByRole('combobox', { name: label }), name);
        await user.keyboard('{ArrowDown}{Enter}');
      }
      await user.click(screen.getByRole('button', { name: stakeholders.link.submit }));
    };
    await draw('Ada', 'Ben');
    expect(await screen.findByText(stakeholders.link.known)).toBeTruthy();
    expect(findOperation(environment, 'useLinksDrawMutation')).toBeUndefined();
    await draw('Ben', 'Ada');
    await waitFor(() => expect(findOperation(environment, 'useLinksDrawMutation')).toBeTruthy());
    const { input } = await answer(environment, 'useLinksDrawMutation', drawn([]));
    expect(input).toEqual({ fromId: 'b', toId: 'a', strength: 2 });
    expect(screen.queryByText(stakeholders.link.known)).toBeNull();
  });
});
