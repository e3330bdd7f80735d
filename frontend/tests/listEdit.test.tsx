import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ListEdit } from '@/features/records/ListEdit';
import type { SaveResult } from '@/ui/InlineEdit';
import { renderUi } from './render';

function setUp(values: readonly string[], disabled = false) {
  const onSave = vi.fn(async (_: string[]): Promise<SaveResult> => ({ ok: true }));
  renderUi(
    <ListEdit
      label="E-mail addresses"
      addLabel="Add an e-mail address"
      type="email"
      values={values}
      disabled={disabled}
      validate={(value) => (value.includes('@') ? undefined : 'Not an address')}
      onSave={onSave}
    />,
  );
  return { user: userEvent.setup(), onSave };
}

describe('ListEdit', () => {
  it('shows each as a link', () => {
    setUp(['ada@example.com']);
    expect(screen.getByRole('link', { name: 'ada@example.com' }).getAttribute('href')).toBe(
      'mailto:ada@example.com',
    );
  });

  it('adds, after checking', async () => {
    const { user, onSave } = setUp(['ada@example.com']);
    await user.click(screen.getByRole('button', { name: 'Add an e-mail address' }));
    await user.type(screen.getByRole('textbox'), 'nonsense{Enter}');
    expect(await screen.findByText('Not an address')).toBeTruthy();
    expect(onSave).not.toHaveBeenCalled();
    await user.clear(screen.getByRole('textbox'));
    await user.type(screen.getByRole('textbox'), 'two@example.com{Enter}');
    expect(onSave).toHaveBeenCalledExactlyOnceWith(['ada@example.com', 'two@example.com']);
  });

  it('changes one in its place, and removes another', async () => {
    const { user, onSave } = setUp(['a@example.com', 'b@example.com']);
    await user.click(screen.getByRole('button', { name: 'Edit a@example.com' }));
    await user.clear(screen.getByRole('textbox'));
    await user.type(screen.getByRole('textbox'), 'c@example.com{Enter}');
    expect(onSave).toHaveBeenLastCalledWith(['c@example.com', 'b@example.com']);
    await user.click(screen.getByRole('button', { name: 'Delete: b@example.com' }));
    expect(onSave).toHaveBeenLastCalledWith(['a@example.com']);
  });

  it('leaves with Escape, and offers nothing to readers', async () => {
    const { user, onSave } = setUp(['a@example.com']);
    await user.click(screen.getByRole('button', { name: 'Edit a@example.com' }));
    await user.type(screen.getByRole('textbox'), 'x{Escape}');
    expect(onSave).not.toHaveBeenCalled();
    expect(screen.getByRole('link', { name: 'a@example.com' })).toBeTruthy();
  });

  it('offers nothing to those who only read', () => {
    setUp(['a@example.com'], true);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
