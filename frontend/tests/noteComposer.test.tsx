import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { useState } from 'react';
import { createMockEnvironment } from 'relay-test-utils';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { draftKey, readDraft } from '@/features/notes/drafts';
import { NoteBody } from '@/features/notes/NoteBody';
import { NoteComposer } from '@/features/notes/NoteComposer';
import { NoteEdit } from '@/features/notes/NoteEdit';
import texts from '@/i18n/en/notes.json';
import { answer } from './mock';
import { renderUi } from './render';

beforeAll(() => i18next.addResourceBundle('en', 'notes', texts));
beforeEach(() => sessionStorage.clear());

const idOf = (letter: string) => `user_${letter.repeat(26)}`;
const person = (letter: string, name: string) => ({
  __typename: 'User',
  id: idOf(letter),
  name,
  email: `${letter}@firm.example`,
  avatarColor: 'petrol',
});
const ANNA = person('a', 'Anna Lindqvist');
const ANNE = person('b', 'Anne Berg');
const ME = person('m', 'Ann Me');
const markup = ({ id, name }: { id: string; name: string }) => `@[${name}](${id})`;

const viewer = { ...ME, role: 'REP', locale: 'en', timeZone: 'UTC' } as unknown as Viewer;

function open() {
  const environment = createMockEnvironment();
  const write = vi.fn(async () => ({ ok: true }) as const);
  renderUi(
    <ViewerContext value={viewer}>
      <NoteComposer about="deal" write={write} />
    </ViewerContext>,
    environment,
  );
  return { environment, write, user: userEvent.setup() };
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'New note' });
const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent?.slice(2));
const people = (nodes: readonly object[]) => ({ users: { nodes } });
const draft = () => readDraft(draftKey(viewer.id, 'deal'));

/** Types an "@" and letters, and lets the server find these. */
async function ask({ environment, user }: ReturnType<typeof open>, typed: string) {
  await user.type(field(), typed);
  const variables = await answer(environment, 'usePeopleQuery', people([ANNA, ME, ANNE]));
  await screen.findByRole('listbox', { name: 'People to mention' });
  return variables;
}

const active = () => {
  const id = field().getAttribute('aria-activedescendant');
  return id ? document.getElementById(id)?.textContent : undefined;
};

describe('mentioning somebody by keyboard', () => {
  it('offers others by name, and says so', async () => {
    const screenOf = open();
    expect(await ask(screenOf, 'Ask @ann')).toMatchObject({ search: 'ann' });
    expect(options()).toEqual(['Anna Lindqvist a@firm.example', 'Anne Berg b@firm.example']);
    expect(screen.getByRole('status').textContent).toMatch(/^2 people found/);
    expect(field().getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
    expect(active()).toContain('Anna Lindqvist');
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('Anna Lindqvist');
  });

  it('goes through them with arrows, and Enter writes the name', async () => {
    const screenOf = open();
    const { user, write } = screenOf;
    await ask(screenOf, 'Ask @ann');
    await user.keyboard('{ArrowDown}');
    expect(active()).toContain('Anne Berg');
    await user.keyboard('{ArrowDown}{ArrowUp}{Enter}');
    expect(field().value).toBe('Ask @Anne Berg ');
    expect(field().selectionStart).toBe('Ask @Anne Berg '.length);
    expect(screen.queryByRole('listbox')).toBeNull();
    await user.keyboard('to call{Control>}{Enter}{/Control}');
    expect(write).toHaveBeenCalledExactlyOnceWith(`Ask ${markup(ANNE)} to call`);
    await waitFor(() => expect(field().value).toBe(''));
  });

  it('takes Tab as well, and only while people are offered', async () => {
    const screenOf = open();
    const { user } = screenOf;
    await ask(screenOf, '@ann');
    await user.tab();
    expect(field().value).toBe('@Anna Lindqvist ');
    expect(document.activeElement).toBe(field());
    await user.tab();
    expect(document.activeElement).not.toBe(field());
  });

  it('leaves what was typed alone after Escape, until the next "@"', async () => {
    const screenOf = open();
    const { user } = screenOf;
    await ask(screenOf, '@an');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    await user.keyboard('n{Enter}');
    expect(field().value).toBe('@ann\n');
    await ask(screenOf, '@');
    expect(options()).toHaveLength(2);
  });

  it('closes the list when nobody fits any more, and Enter is a line again', async () => {
    const screenOf = open();
    const { environment, user } = screenOf;
    await ask(screenOf, '@ann');
    await user.keyboard('a called');
    expect(screen.queryByRole('listbox')).toBeNull();
    await user.keyboard('{Enter}');
    expect(field().value).toBe('@anna called\n');
    expect(environment.mock.getAllOperations()).toHaveLength(0);
  });

  it('is done by mouse too', async () => {
    const screenOf = open();
    await ask(screenOf, '@ann');
    await screenOf.user.click(screen.getByRole('option', { name: /Anne Berg/ }));
    expect(field().value).toBe('@Anne Berg ');
    expect(draft()).toBe(`${markup(ANNE)} `);
  });
});

describe('a name that was mentioned', () => {
  async function mentioned() {
    const screenOf = open();
    await ask(screenOf, 'Ask @ann');
    await screenOf.user.keyboard('{Enter}');
    return screenOf;
  }

  it('goes as a whole', async () => {
    const { user } = await mentioned();
    expect(draft()).toBe(`Ask ${markup(ANNA)} `);
    await user.keyboard('{Backspace}{Backspace}');
    expect(field().value).toBe('Ask ');
    expect(draft()).toBe('Ask ');
  });

  it('is words once something is written into it', async () => {
    const { user } = await mentioned();
    await user.type(field(), 'x', { initialSelectionStart: 9, initialSelectionEnd: 9 });
    expect(field().value).toBe('Ask @Annax Lindqvist ');
    expect(draft()).toBe('Ask @Annax Lindqvist ');
  });

  it('is known again when it was cut out and put elsewhere', async () => {
    const { user } = await mentioned();
    await user.clear(field());
    expect(draft()).toBe('');
    await user.click(field());
    await user.paste('and @Anna Lindqvist');
    expect(draft()).toBe(`and ${markup(ANNA)}`);
  });

  it('is read from pasted markup', async () => {
    const { user } = open();
    await user.click(field());
    await user.paste(`for ${markup(ANNE)}`);
    expect(field().value).toBe('for @Anne Berg');
    expect(field().selectionStart).toBe('for @Anne Berg'.length);
    await user.keyboard('!');
    expect(draft()).toBe(`for ${markup(ANNE)}!`);
  });

  it('is there after a reload', () => {
    sessionStorage.setItem(draftKey(viewer.id, 'deal'), `Ask ${markup(ANNA)}`);
    open();
    expect(field().value).toBe('Ask @Anna Lindqvist');
  });

  it('is one of twenty at most', async () => {
    const letters = 'abcdefghijklmnopqrstu'.split('');
    sessionStorage.setItem(
      draftKey(viewer.id, 'deal'),
      letters.map((letter) => markup(person(letter, letter))).join(' '),
    );
    const { user, write } = open();
    expect(screen.getByText('A note mentions at most 20 people.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save note' }));
    expect(write).not.toHaveBeenCalled();
  });
});

describe('a note that mentions somebody', () => {
  const mentions = [{ id: ANNA.id, name: 'Anna Berg' }];

  it('calls them as they are called now, the reader more strongly', () => {
    renderUi(
      <ViewerContext value={viewer}>
        <NoteBody body={`${markup(ANNA)}, ${markup(ME)}: https://a.example`} people={mentions} />
      </ViewerContext>,
    );
    expect(screen.getByText('@Anna Berg').hasAttribute('data-own')).toBe(false);
    expect(screen.getByText('@Ann Me').hasAttribute('data-own')).toBe(true);
    expect(screen.getByRole('link').textContent).toBe('https://a.example');
  });

  it('is edited by names, and only a change is saved', async () => {
    const rewrite = vi.fn(async () => ({ ok: true }) as const);
    const close = vi.fn();
    const note = { id: 'n1', version: 3, body: `Ask ${markup(ANNA)}`, mentions };
    function Edit() {
      const [open, setOpen] = useState(true);
      const onClose = () => {
        close();
        setOpen(false);
      };
      return open && <NoteEdit note={note} draft="d" rewrite={rewrite} onClose={onClose} />;
    }
    renderUi(
      <ViewerContext value={viewer}>
        <Edit />
      </ViewerContext>,
    );
    const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Text of the note' });
    expect(text.value).toBe('Ask @Anna Berg');
    const user = userEvent.setup();
    await user.keyboard('!');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(rewrite).toHaveBeenCalledExactlyOnceWith('n1', `Ask @[Anna Berg](${ANNA.id})!`, 3);
    expect(close).toHaveBeenCalledOnce();
  });
});
