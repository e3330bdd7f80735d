import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { by, contract, dealFile, dealFiles, pin, refusal, rows, setUp } from './contractMocks';
import { answer, asked, findOperation, resolve } from './mock';

describe('a draft', () => {
  it('lists its files in order, each with the version that counts', async () => {
    await setUp();
    expect(rows('Files').map((row) => row.textContent)).toEqual([
      expect.stringContaining('Lease.pdf'),
      expect.stringContaining('Annex.pdf'),
    ]);
    expect(rows('Files')[0]?.textContent).toContain('Version 2');
    expect(screen.getByRole('link', { name: 'Download Lease.pdf, version 2' }).getAttribute('href')).toBe(
      '/files/file_a/versions/2',
    );
    expect(screen.queryByText('a newer version exists')).toBeNull();
  });

  it('says which file has a newer version, and takes it', async () => {
    const { environment, user } = await setUp({
      files: [pin('file_a', 'Lease.pdf', 2, { isLatest: false }), pin('file_b', 'Annex.pdf', 1)],
    });
    expect(within(rows('Files')[0] as HTMLElement).getByText('a newer version exists')).toBeTruthy();
    expect(screen.getByText('1 file has a newer version')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take the newest versions' }));
    const operation = await asked(environment, 'useUpdateContractMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      fileIds: ['file_a', 'file_b'],
      expectedVersion: 3,
    });
  });

  it('opens the version that was pinned, not the newest', async () => {
    const { environment, user } = await setUp({
      files: [pin('file_a', 'Lease.pdf', 1, { isLatest: false })],
    });
    await user.click(screen.getByRole('button', { name: 'Lease.pdf' }));
    const version = (number: number) => ({
      number,
      size: 4,
      mediaType: 'image/png',
      preview: 'NONE',
      url: `/files/file_a/versions/${number}`,
      createdAt: '2026-03-01T10:00:00Z',
      createdBy: by('Ben'),
    });
    await answer(environment, 'FilePreviewQuery', {
      file: {
        __typename: 'File',
        id: 'file_a',
        name: 'Lease.pdf',
        versionCount: 2,
        versions: [version(2), version(1)],
        activity: null,
      },
    });
    const dialog = await screen.findByRole('dialog');
    const download = within(dialog).getAllByRole('link', { name: 'Download' });
    expect(download[0]?.getAttribute('href')).toBe('/files/file_a/versions/1');
  });

  it('gets other files in another order, with a way back', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Change the files…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Files of Lease and annexes' });
    await answer(
      environment,
      'useDealFilesQuery',
      dealFiles(
        dealFile('file_a', 'Lease.pdf', 3),
        dealFile('file_b', 'Annex.pdf'),
        dealFile('file_c', 'Terms.pdf'),
      ),
    );
    await user.click(within(dialog).getByRole('checkbox', { name: 'Terms.pdf' }));
    await user.click(within(dialog).getByRole('button', { name: 'Move Terms.pdf up' }));
    await user.click(within(dialog).getByRole('button', { name: 'Take out: Lease.pdf' }));
    expect(
      within(within(dialog).getByRole('list', { name: 'Files in the package' }))
        .getAllByRole('listitem')
        .map((row) => row.textContent),
    ).toEqual([expect.stringContaining('Terms.pdf'), expect.stringContaining('Annex.pdf')]);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    const operation = await asked(environment, 'useUpdateContractMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      fileIds: ['file_c', 'file_b'],
      expectedVersion: 3,
    });
    const changed = contract({
      version: 4,
      files: [pin('file_c', 'Terms.pdf', 1), pin('file_b', 'Annex.pdf', 1)],
    });
    await act(async () =>
      resolve(environment, operation, {
        data: { updateContractPackage: { contractPackage: changed, userErrors: [] } },
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    const back = await asked(environment, 'useUpdateContractMutation');
    expect(back.request.variables.input).toEqual({
      id: 'pack_1',
      fileIds: ['file_a', 'file_b'],
      expectedVersion: 4,
    });
  });

  it('asks when somebody else has changed the files meanwhile', async () => {
    const { environment, user } = await setUp({}, '?dialog=edit');
    const dialog = await screen.findByRole('dialog');
    await answer(
      environment,
      'useDealFilesQuery',
      dealFiles(dealFile('file_a', 'Lease.pdf'), dealFile('file_b', 'Annex.pdf')),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Take out: Annex.pdf' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    const clash = {
      __typename: 'Conflict',
      currentVersion: 6,
      changedBy: { name: 'Ben' },
      changedAt: '2026-03-02T10:00:00Z',
      changed: [
        { field: 'files', before: null, after: ['Other.pdf (1)'], beforeLabel: null, afterLabel: null },
      ],
    };
    await answer(environment, 'useUpdateContractMutation', {
      updateContractPackage: { contractPackage: null, userErrors: refusal('CONFLICT', clash) },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Files was changed by Ben meanwhile');
    expect(alert.textContent).toContain('Other.pdf (1)');
    await user.click(within(alert).getByRole('button', { name: 'Keep mine' }));
    const operation = await asked(environment, 'useUpdateContractMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      fileIds: ['file_a'],
      expectedVersion: 6,
    });
  });

  it('keeps what was chosen while others change the same files', async () => {
    const { environment, user } = await setUp({}, '?dialog=edit');
    const dialog = await screen.findByRole('dialog');
    await answer(
      environment,
      'useDealFilesQuery',
      dealFiles(dealFile('file_a', 'Lease.pdf'), dealFile('file_b', 'Annex.pdf')),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Take out: Annex.pdf' }));
    const changed = contract({ version: 4, name: 'Lease', files: [pin('file_c', 'Other.pdf', 1)] });
    const event = {
      __typename: 'ContractPackageChanged',
      seq: 9,
      contractPackageId: 'pack_1',
      actor: by('Ben'),
      contractPackage: changed,
    };
    const live = await asked(environment, 'useContractLiveSubscription');
    await act(async () =>
      environment.mock.nextValue(live, {
        data: { contractPackageChanged: { cursor: 'c2', events: [event] } },
      }),
    );
    await answer(environment, 'ContractPageQuery', { eventCursor: 'c2', contractPackage: changed });
    expect(
      within(screen.getByRole('list', { name: 'Files in the package' })).getAllByRole('listitem'),
    ).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const operation = await asked(environment, 'useUpdateContractMutation');
    // On top of what was seen: the server says that it is a clash.
    expect(operation.request.variables.input).toMatchObject({ fileIds: ['file_a'], expectedVersion: 3 });
  });

  it('is handed in with a word, and the undo recalls what was asked', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Submit…' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'Message' }), 'They sign on Friday');
    await user.click(within(dialog).getByRole('button', { name: 'Submit' }));
    const operation = await asked(environment, 'useContractActionsSubmitMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      message: 'They sign on Friday',
      expectedVersion: 3,
    });
    const approval = {
      __typename: 'Approval',
      id: 'appr_1',
      version: 1,
      status: 'PENDING',
      endCause: null,
      endName: null,
    };
    const submitted = contract({
      version: 4,
      status: 'IN_APPROVAL',
      actions: ['RECALL', 'CANCEL'],
      approval,
    });
    await act(async () =>
      resolve(environment, operation, {
        data: { submitContractPackage: { contractPackage: submitted, userErrors: [] } },
      }),
    );
    expect(await screen.findByText('Approval was asked for')).toBeTruthy();
    expect(screen.getByText('It is being approved and cannot be changed')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Change the files…' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    const recall = await asked(environment, 'useContractActionsRecallMutation');
    expect(recall.request.variables.input).toEqual({ id: 'appr_1', expectedVersion: 1 });
  });

  it('tells in the dialog why it is refused', async () => {
    const { environment, user } = await setUp({}, '?dialog=cancel');
    const dialog = await screen.findByRole('dialog', { name: 'Cancel Lease and annexes' });
    await user.click(within(dialog).getByRole('button', { name: 'Cancel the package' }));
    expect(findOperation(environment, 'useContractActionsCancelMutation')).toBeUndefined();
    await user.type(within(dialog).getByRole('textbox', { name: 'Why?' }), 'Lost the deal');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel the package' }));
    const operation = await asked(environment, 'useContractActionsCancelMutation');
    expect(operation.request.variables.input).toMatchObject({ id: 'pack_1', reason: 'Lost the deal' });
    await act(async () =>
      resolve(environment, operation, {
        data: {
          cancelContractPackage: {
            contractPackage: null,
            userErrors: refusal('TOO_LONG', { path: ['input', 'reason'], message: 'Too long.' }),
          },
        },
      }),
    );
    expect(within(dialog).getByText('Too long.')).toBeTruthy();
  });

  it('that lost its approval says why', async () => {
    const approval = {
      __typename: 'Approval',
      id: 'appr_1',
      version: 5,
      status: 'VOIDED',
      endCause: 'FILE_REPLACED',
      endName: 'Lease.pdf',
    };
    await setUp({ approval });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('its approval is no longer valid');
    expect(alert.textContent).toContain('A file has a new version: Lease.pdf');
  });
});
