import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { InlineEdit, type SaveResult } from '@/ui/InlineEdit';
import { renderUi } from './render';

const done: SaveResult = { ok: true };

function setUp(onSave = vi.fn(async (): Promise<SaveResult> => done)) {
  renderUi(<InlineEdit label="Name" value="Old" required onSave={onSave} />);
  return { user: userEvent.setup(), onSave };
}

const open = () => screen.getByRole('button', { name: 'Edit Name' });
const input = () => screen.getByRole('textbox', { name: 'Name' });

describe('InlineEdit', () => {
  it('saves with Enter and gives the focus back', async () => {
    const { user, onSave } = setUp();
    await user.click(open());
    await user.clear(input());
    await user.type(input(), 'New{Enter}');
    expect(onSave).toHaveBeenCalledExactlyOnceWith('New');
    expect(document.activeElement).toBe(await screen.findByRole('button', { name: 'Edit Name' }));
  });

  it('reverts with Escape', async () => {
    const { user, onSave } = setUp();
    await user.click(open());
    await user.type(input(), 'X{Escape}');
    expect(onSave).not.toHaveBeenCalled();
    expect(open().textContent).toContain('Old');
  });

  it('stays open when empty or refused, and says why', async () => {
    const refuse = vi.fn(
      async (): Promise<SaveResult> => ({
        ok: false,
        errors: [{ code: 'TAKEN', message: 'This name is taken.', path: ['input', 'name'] }],
      }),
    );
    const { user } = setUp(refuse);
    await user.click(open());
    await user.clear(input());
    await user.keyboard('{Enter}');
    expect(await screen.findByText('This field must not be empty.')).toBeTruthy();
    await user.type(input(), 'Other{Enter}');
    expect(await screen.findByText('This name is taken.')).toBeTruthy();
    expect(input()).toBeTruthy();
  });
});
