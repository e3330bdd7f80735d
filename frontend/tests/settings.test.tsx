import { ModalsProvider } from '@mantine/modals';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { CreateKeyDialog } from '@/features/settings/keys/CreateKeyDialog';
import { RemoveStageDialog } from '@/features/settings/pipelines/RemoveStageDialog';
import settings from '@/i18n/en/settings.json';
import tasks from '@/i18n/en/tasks.json';
import { resolve } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'settings', settings);
  i18next.addResourceBundle('en', 'tasks', tasks);
});

describe('RemoveStageDialog', () => {
  async function setUp(deals: number) {
    const onClose = vi.fn();
    const { environment } = renderUi(
      <Suspense fallback="loading">
        <RemoveStageDialog
          stage={{ id: 's1', name: 'Proposal' }}
          others={[{ id: 's2', name: 'Negotiation' }]}
          onClose={onClose}
        />
      </Suspense>,
    );
    await waitFor(() => environment.mock.getMostRecentOperation());
    act(() =>
      environment.mock.resolveMostRecentOperation({
        data: { deals: { totalCount: deals } },
      }),
    );
    return { environment, onClose, user: userEvent.setup() };
  }
  const remove = () => screen.findByRole('button', { name: 'Remove' });
  const payload = (movedDeals: number) => ({
    data: { removeStage: { pipeline: null, movedDeals, userErrors: [] } },
  });

  it('asks for a place for the deals before it removes anything', async () => {
    const { environment, user, onClose } = await setUp(3);
    await user.click(await remove());
    expect(await screen.findByText('Choose where the deals go.')).toBeTruthy();
    expect(environment.mock.getAllOperations()).toEqual([]);
    await user.click(screen.getByRole('combobox', { name: /Move deals to/ }));
    await user.click(await screen.findByText('Negotiation'));
    await user.click(await remove());
    const operation = environment.mock.getMostRecentOperation();
    expect(operation.request.variables.input).toEqual({ id: 's1', moveDealsToStageId: 's2' });
    act(() => resolve(environment, operation, payload(3)));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
  });

  it('removes an empty stage without further questions', async () => {
    const { environment, user } = await setUp(0);
    await user.click(await remove());
    expect(environment.mock.getMostRecentOperation().request.variables.input).toEqual({
      id: 's1',
      moveDealsToStageId: null,
    });
  });

  it('asks when the server knows of deals that came meanwhile', async () => {
    const { environment, user, onClose } = await setUp(0);
    await user.click(await remove());
    act(() =>
      resolve(environment, environment.mock.getMostRecentOperation(), {
        data: {
          removeStage: {
            pipeline: null,
            movedDeals: 0,
            userErrors: [
              { __typename: 'InvalidInput', code: 'STAGE_HAS_DEALS', message: 'Deals came.', path: [] },
            ],
          },
        },
      }),
    );
    expect(await screen.findByText('Deals came.')).toBeTruthy();
    expect(screen.getByRole('combobox', { name: /Move deals to/ })).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe('CreateKeyDialog', () => {
  it('shows the secret once, with an example, and then never again', async () => {
    const user = userEvent.setup();
    const onClose = vi.fn();
    const onCreated = vi.fn();
    const { environment, unmount } = renderUi(
      <ModalsProvider>
        <CreateKeyDialog onClose={onClose} onCreated={onCreated} />
      </ModalsProvider>,
    );
    await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'Warehouse');
    await user.click(screen.getByRole('button', { name: 'Create' }));
    const operation = environment.mock.getMostRecentOperation();
    expect(operation.request.variables.input).toEqual({ name: 'Warehouse', expiresAt: null });
    await act(async () =>
      resolve(environment, operation, {
        data: {
          createApiKey: { apiKey: { id: 'k1', name: 'Warehouse' }, secret: 'ds_secret', userErrors: [] },
        },
      }),
    );
    expect(await screen.findByText('ds_secret')).toBeTruthy();
    expect(screen.getByText(/Authorization: Bearer ds_secret/)).toBeTruthy();
    expect(onCreated).toHaveBeenCalledOnce();
    // The dialog must not vanish by itself with the only copy of the secret.
    expect(onClose).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'I have kept it' }));
    expect(onClose).toHaveBeenCalledOnce();
    unmount();
    renderUi(
      <ModalsProvider>
        <CreateKeyDialog onClose={onClose} onCreated={onCreated} />
      </ModalsProvider>,
      environment,
    );
    expect(screen.queryByText('ds_secret')).toBeNull();
  });
});
