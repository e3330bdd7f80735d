import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { SummaryDialog } from '@/features/deals/BulkBar';
import { summarise } from '@/features/deals/bulk';
import deals from '@/i18n/en/deals.json';
import gate from '@/i18n/en/gate.json';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'deals', deals);
  i18next.addResourceBundle('en', 'gate', gate);
  // Growing text fields wait for fonts; happy-dom has none.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});

const stopped = (viewerCanOverride: boolean) => ({
  code: 'GATE_UNMET',
  message: 'Budget is missing.',
  path: ['stageId'],
  missing: [],
  viewerCanOverride,
});
const gone = { code: 'NOT_FOUND', message: 'It is gone.', path: [] };

function show(viewerCanOverride: boolean) {
  const onAnyway = vi.fn();
  const summary = summarise([
    { id: '1', deal: { name: 'Desks' }, userErrors: [stopped(viewerCanOverride)] },
    { id: '2', deal: { name: 'Chairs' }, userErrors: [gone] },
    { id: '3', deal: { name: 'Lamps' }, userErrors: [stopped(viewerCanOverride), gone] },
  ]);
  renderUi(<SummaryDialog summary={summary} onAnyway={onAnyway} onClose={() => undefined} />);
  return { onAnyway, user: userEvent.setup() };
}

describe('what a bulk move left out', () => {
  it('can go anyway, for a reason, where nothing but a gate is in the way', async () => {
    const { onAnyway, user } = show(true);
    const dialog = within(await screen.findByRole('dialog'));
    const button = await dialog.findByRole('button', { name: 'Move 1 deal anyway' });
    expect(button.hasAttribute('disabled')).toBe(true);
    await user.type(dialog.getByRole('textbox', { name: 'Move anyway, because…' }), ' Signed on paper ');
    await user.click(button);
    await waitFor(() => expect(onAnyway).toHaveBeenCalledWith(['1'], 'Signed on paper'));
  });

  it('stays where it is for those who may not decide so', async () => {
    show(false);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Chairs')).toBeTruthy();
    expect(dialog.queryByRole('textbox')).toBeNull();
  });
});
