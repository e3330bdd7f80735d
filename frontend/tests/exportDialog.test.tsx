import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import type { MockEnvironment } from 'relay-test-utils';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toast } from '@/app/toasts';
import { DownloadError, download } from '@/features/transfer/export/download';
import ExportDialog from '@/features/transfer/export/ExportDialog';
import transfer from '@/i18n/en/transfer.json';
import { tellColumns } from '@/ui/table/shown';
import { findOperation, resolve } from './mock';
import { renderUi } from './render';

vi.mock('@/features/transfer/export/download', async (original) => ({
  ...(await original<typeof import('@/features/transfer/export/download')>()),
  download: vi.fn(),
}));

beforeAll(() => {
  i18next.addResourceBundle('en', 'transfer', transfer);
});
beforeEach(() => localStorage.clear());

async function answer(environment: MockEnvironment, name: string, data: object) {
  const operation = await waitFor(() => {
    const found = findOperation(environment, name);
    if (!found) throw new Error(`${name} was not asked`);
    return found;
  });
  await act(async () => resolve(environment, operation, { data }));
}

describe('the export of a list', () => {
  const source = {
    list: 'DEALS' as const,
    title: 'Deals',
    table: 'deals-OPEN',
    shown: { filter: { status: { eq: 'OPEN' } }, orderBy: null, search: 'pump' },
  };
  async function save(onClose = vi.fn()) {
    tellColumns('deals-OPEN', ['name', 'owner', 'weather']);
    const { environment } = renderUi(
      <Suspense fallback="loading">
        <ExportDialog source={source} onClose={onClose} />
      </Suspense>,
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole('radio', { name: 'Excel (XLSX)' }));
    await user.click(screen.getByRole('button', { name: 'Export' }));
    const known = ['name', 'owner.name', 'amount'].map((key) => ({ key }));
    await answer(environment, 'ExportDialogQuery', { exportColumns: known });
    return onClose;
  }

  it('asks for what the list shows, in the columns it shows', async () => {
    vi.mocked(download).mockResolvedValueOnce();
    const onClose = await save();
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    const address = new URL(vi.mocked(download).mock.calls.at(-1)?.[0] ?? '', 'http://host');
    expect(address.pathname).toBe('/export/deals.xlsx');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      filter: '{"status":{"eq":"OPEN"}}',
      search: 'pump',
      columns: 'name,owner.name',
    });
  });

  it('stays open with the reason when it is refused', async () => {
    const told = vi.spyOn(toast, 'error').mockReturnValue('');
    vi.mocked(download).mockRejectedValueOnce(new DownloadError('BAD_USER_INPUT', 'At most 100,000 rows.'));
    const onClose = await save();
    await waitFor(() => expect(told).toHaveBeenCalledWith('At most 100,000 rows.', { id: 'export' }));
    expect(onClose).not.toHaveBeenCalled();
    told.mockRestore();
  });
});
