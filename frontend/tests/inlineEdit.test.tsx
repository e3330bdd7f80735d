import { act, screen } from '@testing-library/react';
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

  it('leaves whoever has gone on to another field there when the answer comes', async () => {
    let arrive: (result: SaveResult) => void = () => undefined;
    const { user } = setUp(vi.fn(() => new Promise<SaveResult>((resolve) => (arrive = resolve))));
    renderUi(<InlineEdit label="Phone" value="1" onSave={vi.fn()} />);
    await user.click(open());
    await user.type(input(), '{Backspace}{Enter}');
    await user.click(screen.getByRole('button', { name: 'Edit Phone' }));
    const next = screen.getByRole('textbox', { name: 'Phone' });
    await user.type(next, '23');
    await act(async () => arrive(done));
    expect(await screen.findByRole('button', { name: 'Edit Name' })).toBeTruthy();
    expect(document.activeElement).toBe(next);
    expect(next).toHaveProperty('value', '123');
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
