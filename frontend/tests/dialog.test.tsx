import { Button, Menu } from '@mantine/core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { Dialog } from '@/ui/Dialog';
import { renderUi } from './render';

function Page({ loads = false }: { loads?: boolean }) {
  const [open, setOpen] = useState<'loading' | 'form'>();
  const start = () => setOpen(loads ? 'loading' : 'form');
  return (
    <>
      <Button onClick={start}>New deal</Button>
      <Menu transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button>Actions</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={start}>Mark as lost</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'loading' && (
        <Dialog key="loading" title="Loading" onClose={() => setOpen(undefined)}>
          <Button onClick={() => setOpen('form')}>Loaded</Button>
        </Dialog>
      )}
      {open === 'form' && (
        <Dialog key="form" title="A deal" onClose={() => setOpen(undefined)}>
          <input aria-label="Name" />
        </Dialog>
      )}
    </>
  );
}

const focused = (name: string) =>
  waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name })));

describe('Dialog', () => {
  it('gives the keyboard back to what opened it', async () => {
    const user = userEvent.setup();
    renderUi(<Page />);
    await user.click(screen.getByRole('button', { name: 'New deal' }));
    await user.click(await screen.findByRole('textbox', { name: 'Name' }));
    await user.keyboard('{Escape}');
    await focused('New deal');
  });

  it('gives it back to the button of the menu it was chosen in', async () => {
    const user = userEvent.setup();
    renderUi(<Page />);
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Mark as lost' }));
    await user.click(await screen.findByRole('textbox', { name: 'Name' }));
    await user.keyboard('{Escape}');
    await focused('Actions');
  });

  it('passes it on to the dialog that takes its place', async () => {
    const user = userEvent.setup();
    renderUi(<Page loads />);
    await user.click(screen.getByRole('button', { name: 'New deal' }));
    await user.click(await screen.findByRole('button', { name: 'Loaded' }));
    await user.click(await screen.findByRole('textbox', { name: 'Name' }));
    await user.keyboard('{Escape}');
    await focused('New deal');
  });
});
