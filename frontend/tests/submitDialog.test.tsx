import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { SubmitDialog } from '@/features/approvals/SubmitDialog';
import approvals from '@/i18n/en/approvals.json';
import contracts from '@/i18n/en/contracts.json';
import proposals from '@/i18n/en/proposals.json';
import type { SaveResult } from '@/ui/InlineEdit';
import { renderUi } from './render';

beforeAll(() => {
  for (const [name, texts] of Object.entries({ approvals, contracts, proposals })) {
    i18next.addResourceBundle('en', name, texts);
  }
  // Growing text fields wait for fonts; happy-dom has none.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});

function open(result: SaveResult, warning: string | false = false) {
  const submit = vi.fn(async () => result);
  const onClose = vi.fn();
  renderUi(
    <SubmitDialog
      kind="contracts"
      name="Frame contract"
      warning={warning}
      submit={submit}
      onClose={onClose}
    />,
  );
  return { submit, onClose };
}

describe('handing a draft in', () => {
  it('sends the word to those who decide, without the spaces around it, and closes', async () => {
    const { submit, onClose } = open({ ok: true });
    expect(screen.getByRole('dialog', { name: 'Submit Frame contract' })).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Message'), '  Soon, please ');
    await userEvent.click(screen.getByRole('button', { name: 'Submit' }));
    expect(submit).toHaveBeenCalledWith('Soon, please');
    expect(onClose).toHaveBeenCalled();
  });

  it('says nothing where nothing was written', async () => {
    const { submit } = open({ ok: true });
    await userEvent.click(screen.getByRole('button', { name: 'Submit' }));
    expect(submit).toHaveBeenCalledWith(null);
  });

  it('warns of what should be done before, and stays open when refused', async () => {
    const { onClose } = open(
      { ok: false, errors: [{ code: 'INVALID', message: 'It is empty.', path: ['input', 'message'] }] },
      'Newer files',
    );
    expect(screen.getByText('Newer files')).toBeTruthy();
    await act(() => userEvent.click(screen.getByRole('button', { name: 'Submit' })));
    expect(await screen.findByText('It is empty.')).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
  });
});
