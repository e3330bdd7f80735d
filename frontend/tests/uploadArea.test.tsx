import { act, fireEvent, screen } from '@testing-library/react';
import i18next from 'i18next';
import { Suspense } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { UploadArea } from '@/features/transfer/UploadArea';
import { upload } from '@/features/transfer/upload';
import transfer from '@/i18n/en/transfer.json';
import { renderUi } from './render';

vi.mock('@/features/transfer/upload', async (original) => ({
  ...(await original<typeof import('@/features/transfer/upload')>()),
  upload: vi.fn(),
}));

beforeAll(() => {
  i18next.addResourceBundle('en', 'transfer', transfer);
});

const show = (onUploaded: () => void) =>
  renderUi(
    <Suspense fallback="loading">
      <UploadArea onUploaded={onUploaded} />
    </Suspense>,
  );

describe('the place to drop a file', () => {
  it('says why it does not take a spreadsheet, or several files', async () => {
    const onUploaded = vi.fn();
    const { container } = show(onUploaded);
    const box = container.querySelector('[class*=drop]');
    if (!box) throw new Error('no place to drop');
    const drop = (files: File[]) => fireEvent.drop(box, { dataTransfer: { files } });
    drop([new File(['x'], 'people.xlsx')]);
    expect(await screen.findByText(/This is a spreadsheet/)).toBeTruthy();
    drop([new File(['x'], 'a.csv'), new File(['x'], 'b.csv')]);
    expect(await screen.findByText('One file at a time, please.')).toBeTruthy();
    expect(onUploaded).not.toHaveBeenCalled();
  });

  it('shows how much of a dropped file has arrived, and hands it on', async () => {
    const sent = vi.mocked(upload);
    const onUploaded = vi.fn();
    const { container } = show(onUploaded);
    const box = container.querySelector('[class*=drop]');
    if (!box) throw new Error('no place to drop');
    let arrive: (id: string) => void = () => undefined;
    sent.mockImplementationOnce((_, onProgress) => {
      onProgress(0.4);
      return { done: new Promise((done) => (arrive = done)), abort: () => undefined };
    });
    fireEvent.drop(box, { dataTransfer: { files: [new File(['Name'], 'people.csv')] } });
    const bar = await screen.findByRole('progressbar', { name: 'Sending people.csv' });
    expect(bar.getAttribute('aria-valuenow')).toBe('40');
    await act(async () => arrive('impf_1'));
    expect(onUploaded).toHaveBeenCalledWith('impf_1');
  });
});
