import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import DealContracts from '@/features/contracts/DealContracts';
import { by, contract, dealFile, dealFiles, pin, setUp, show } from './contractMocks';
import { answer, asked, findOperation, resolve } from './mock';

describe('what is no draft', () => {
  it('is signed on a day, with the scan if there is one', async () => {
    const { environment, user } = await setUp({ status: 'APPROVED', actions: ['SIGN', 'REOPEN', 'CANCEL'] });
    await user.click(screen.getByRole('button', { name: 'Signed…' }));
    await answer(environment, 'workspaceQuery', {
      workspace: {
        id: 'w',
        name: 'Orchard',
        baseCurrency: 'EUR',
        timeZone: 'UTC',
        defaultDaysToClose: 30,
        version: 1,
      },
    });
    await answer(environment, 'useDealFilesQuery', dealFiles(dealFile('file_s', 'Signed lease.pdf')));
    const dialog = await screen.findByRole('dialog', { name: 'Lease and annexes was signed' });
    await user.click(within(dialog).getByRole('combobox', { name: 'Scan of the signed paper' }));
    await user.click(await screen.findByRole('option', { name: 'Signed lease.pdf' }));
    await user.click(within(dialog).getByRole('button', { name: 'Signed' }));
    const operation = await asked(environment, 'useContractActionsSignMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      expectedVersion: 3,
      signedOn: new Date().toISOString().slice(0, 10),
      signedFileId: 'file_s',
    });
  });

  it('costs its approval when it is edited again, and that is asked first', async () => {
    const { environment, user } = await setUp({ status: 'APPROVED', actions: ['SIGN', 'REOPEN'] });
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit again' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('its approval no longer counts');
    expect(findOperation(environment, 'useContractActionsReopenMutation')).toBeUndefined();
    await user.click(within(dialog).getByRole('button', { name: 'Edit again' }));
    const operation = await asked(environment, 'useContractActionsReopenMutation');
    expect(operation.request.variables.input).toEqual({ id: 'pack_1', expectedVersion: 3 });
  });

  it('is edited again without a question where there is nothing to lose', async () => {
    const { environment, user } = await setUp({ status: 'REJECTED', actions: ['REOPEN', 'CANCEL'] });
    await user.click(screen.getByRole('button', { name: 'Edit again' }));
    expect(await asked(environment, 'useContractActionsReopenMutation')).toBeTruthy();
  });

  it('once signed shows when and by which paper, and nothing can be done', async () => {
    await setUp({
      status: 'SIGNED',
      actions: [],
      signedOn: '2026-04-02',
      signedAt: '2026-04-03T10:00:00Z',
      signedBy: by('Rosa'),
      signedFile: { id: 'file_s', name: 'Signed lease.pdf' },
      files: [pin('file_a', 'Lease.pdf', 2, { isLatest: false })],
    });
    expect(screen.getByText('It is signed')).toBeTruthy();
    expect(screen.getByText('Apr 2, 2026')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Signed lease.pdf' }).getAttribute('href')).toContain(
      'file=file_s',
    );
    expect(screen.getByText('What was signed is the version listed here.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Take the newest versions' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull();
  });

  it('opens no dialog that its state does not allow, whatever the address says', async () => {
    await setUp({ status: 'SIGNED', actions: [] }, '?dialog=sign');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('follows what others do to it', async () => {
    const { environment } = await setUp({ status: 'IN_APPROVAL', actions: ['RECALL'] });
    const live = await asked(environment, 'useContractLiveSubscription');
    expect(live.request.variables).toEqual({ dealId: 'deal_1', after: 'c1' });
    const now = contract({ version: 9, status: 'APPROVED', actions: ['SIGN'] });
    await act(async () =>
      environment.mock.nextValue(live, {
        data: {
          contractPackageChanged: {
            cursor: 'c2',
            events: [
              {
                __typename: 'ContractPackageChanged',
                seq: 9,
                contractPackageId: 'pack_1',
                actor: by('Ben'),
                contractPackage: now,
              },
            ],
          },
        },
      }),
    );
    expect(screen.getByText('It is approved as it is')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Signed…' })).toBeTruthy();
  });
});

describe('the packages of a deal', () => {
  const row = (id: string, name: string, status: string) => ({
    __typename: 'ContractPackage',
    id,
    version: 1,
    name,
    status,
    signedOn: null,
    updatedAt: '2026-03-01T10:00:00Z',
    files: [{ isLatest: true }],
  });

  async function deal(nodes: object[], viewerCanEdit = true) {
    const shown = show('/deal', <DealContracts dealId="deal_1" changes={0} />, '/deal');
    await answer(shown.environment, 'DealContractsQuery', {
      deal: { __typename: 'Deal', id: 'deal_1', viewerCanEdit, contractPackages: { nodes } },
    });
    return shown;
  }

  it('are listed, the cancelled ones only when asked for', async () => {
    const { user } = await deal([row('pack_1', 'Lease', 'SIGNED'), row('pack_2', 'Old lease', 'CANCELLED')]);
    expect(within(screen.getByRole('table', { name: 'Contract packages' })).getByText('Signed')).toBeTruthy();
    const more = screen.getByRole('button', { name: 'Show 1 cancelled contract package' });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    await user.click(more);
    expect(screen.getByRole('button', { name: 'Hide 1 cancelled contract package' })).toBeTruthy();
  });

  it('are made by those who may edit the deal only', async () => {
    await deal([], false);
    expect(screen.getByText('Nothing is to be signed yet')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'New contract package' })).toBeNull();
  });

  it('are put together of files, and open when they are made', async () => {
    const { environment, user, router } = await deal([]);
    await user.click(screen.getByRole('button', { name: 'New contract package' }));
    const dialog = await screen.findByRole('dialog', { name: 'New contract package' });
    await answer(environment, 'useDealFilesQuery', dealFiles(dealFile('file_a', 'Lease.pdf', 2)));
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(within(dialog).getByText('Choose at least one file.')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), ' Lease ');
    await user.click(within(dialog).getByRole('checkbox', { name: 'Lease.pdf' }));
    expect(within(dialog).queryByText('Choose at least one file.')).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    const operation = await asked(environment, 'CreateContractDialogMutation');
    expect(operation.request.variables.input).toEqual({
      dealId: 'deal_1',
      name: 'Lease',
      note: null,
      fileIds: ['file_a'],
    });
    await act(async () =>
      resolve(environment, operation, {
        data: { createContractPackage: { contractPackage: contract({ id: 'pack_9' }), userErrors: [] } },
      }),
    );
    await waitFor(() => expect(router.state.location.pathname).toBe('/contracts/pack_9'));
  });
});
