import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import ProposalSettings from '@/features/settings/proposals/ProposalSettings';
import activities from '@/i18n/en/activities.json';
import settings from '@/i18n/en/settings.json';
import { FakeRequest } from './fakeRequest';
import { answer, asked, findOperation } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'activities', activities);
  i18next.addResourceBundle('en', 'settings', settings);
  // Growing text fields wait for fonts; happy-dom has none.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});
beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  vi.stubGlobal('fetch', async () => new Response(new Blob(['before'], { type: 'image/png' })));
});
afterEach(() => {
  vi.unstubAllGlobals();
  notifications.clean();
  forgetUndo();
});

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'ADMIN',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

const known = (more: object = {}) => ({
  __typename: 'ProposalSettings',
  id: 'propset_1',
  version: 3,
  company: 'Nordwind',
  address: null,
  registrationNumber: null,
  taxNumber: null,
  email: null,
  phone: null,
  website: null,
  accentColor: null,
  intro: null,
  terms: null,
  validDays: 30,
  logoUrl: null,
  ...more,
});
const page = (proposalSettings: object | null) => ({
  eventCursor: 'c1',
  workspace: { id: 'w1', version: 1, name: 'Desks & Co', proposalSettings },
});

async function setUp(proposalSettings: object | null, role: Viewer['role'] = 'ADMIN') {
  const { environment } = renderUi(
    <ModalsProvider>
      <Notifications />
      <ViewerContext value={{ ...viewer, role }}>
        <Suspense fallback="wait">
          <ProposalSettings />
        </Suspense>
      </ViewerContext>
    </ModalsProvider>,
  );
  await answer(environment, 'ProposalSettingsQuery', page(proposalSettings));
  const save = 'useSaveProposalSettingsMutation';
  return {
    environment,
    user: userEvent.setup(),
    sent: async () => (await asked(environment, save)).request.variables.input,
    saved: (made: object) =>
      answer(environment, save, { updateProposalSettings: { proposalSettings: made, userErrors: [] } }),
    refused: (...userErrors: object[]) =>
      answer(environment, save, { updateProposalSettings: { proposalSettings: null, userErrors } }),
    readAgain: (now: object) => answer(environment, 'ProposalSettingsQuery', page(now)),
    open: () => findOperation(environment, save),
  };
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const saveButton = () => screen.getByRole<HTMLButtonElement>('button', { name: /^(Save|Keep mine)$/ });
async function type(user: ReturnType<typeof userEvent.setup>, name: string, text: string) {
  await user.clear(field(name));
  await user.type(field(name), text);
}

describe('the company on its proposals', () => {
  it('sends what was changed, on top of the version it was read at', async () => {
    const { user, sent, saved } = await setUp(known());
    expect(saveButton().disabled).toBe(true);
    await type(user, 'Company', 'Südwind');
    await user.click(saveButton());
    expect(await sent()).toEqual({ company: 'Südwind', expectedVersion: 3 });
    await saved(known({ version: 4, company: 'Südwind' }));
    await waitFor(() => expect(saveButton().disabled).toBe(true));
    expect(screen.getByText('Saved')).toBeTruthy();
  });

  it('is set for the first time without a version, and from then on with one', async () => {
    const { user, sent, saved } = await setUp(null);
    await type(user, 'Phone', '+420 1');
    await user.click(saveButton());
    expect(await sent()).toEqual({ phone: '+420 1' });
    await saved(known({ version: 1, company: null, phone: '+420 1' }));
    await waitFor(() => expect(saveButton().disabled).toBe(true));
    await type(user, 'Phone', '+420 2');
    await user.click(saveButton());
    expect(await sent()).toEqual({ phone: '+420 2', expectedVersion: 1 });
  });

  it('shows refusals at their fields and keeps what was typed', async () => {
    const { user, refused } = await setUp(known());
    await type(user, 'E-mail', 'nobody');
    await user.click(saveButton());
    const message = 'Write an address such as sales@example.com.';
    await refused({ __typename: 'InvalidInput', code: 'INVALID', message, path: ['input', 'email'] });
    expect(field('E-mail').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(message)).toBeTruthy();
    expect(field('E-mail').value).toBe('nobody');
  });

  it('asks for a number of days before it sends anything', async () => {
    const { user, open } = await setUp(known());
    await user.clear(field('Valid for days'));
    await user.click(saveButton());
    expect(field('Valid for days').getAttribute('aria-invalid')).toBe('true');
    expect(open()).toBeUndefined();
  });

  it('cannot be changed by others than administrators', async () => {
    await setUp(known({ logoUrl: '/proposal-logo?of=1' }), 'MANAGER');
    expect(field('Company').value).toBe('Nordwind');
    expect(field('Company').matches(':disabled, fieldset[disabled] *')).toBe(true);
    expect(screen.getAllByText(/^Only administrators change this/)).toHaveLength(2);
    expect(screen.getByRole('img', { name: 'Logo of Nordwind' })).toBeTruthy();
    for (const name of ['Save', 'Remove', 'Choose another one']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });
});

describe('two who set the same', () => {
  const clash = (fields: string[]) => ({
    __typename: 'Conflict',
    code: 'CONFLICT',
    message: 'Changed meanwhile.',
    path: ['input', 'expectedVersion'],
    currentVersion: 7,
    changedBy: { __typename: 'Actor', name: 'Ben' },
    changedAt: '2026-03-01T10:00:00Z',
    changed: fields.map((name) => ({
      field: name,
      before: null,
      after: 'x',
      beforeLabel: null,
      afterLabel: null,
    })),
  });

  it('do not notice when it was different fields', async () => {
    const { user, sent, refused, saved } = await setUp(known());
    await type(user, 'Company', 'Mine');
    await user.click(saveButton());
    await refused(clash(['phone']));
    expect(await sent()).toEqual({ company: 'Mine', expectedVersion: 7 });
    await saved(known({ version: 8, company: 'Mine', phone: 'x' }));
    await waitFor(() => expect(field('Phone').value).toBe('x'));
    expect(screen.queryByText(/Ben/)).toBeNull();
  });

  it('are asked when it was the same one, and whoever saves again wins', async () => {
    const { user, sent, refused, saved } = await setUp(known());
    await type(user, 'Company', 'Mine');
    await user.click(saveButton());
    await refused(clash(['company']));
    expect(await screen.findByText(/^Ben changed/)).toBeTruthy();
    expect(field('Company').value).toBe('Mine');
    await user.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(await sent()).toEqual({ company: 'Mine', expectedVersion: 7 });
    await saved(known({ version: 8, company: 'Mine' }));
    await waitFor(() => expect(screen.queryByText(/^Ben changed/)).toBeNull());
  });

  it('can take the other one’s instead', async () => {
    const { environment, user, refused, readAgain } = await setUp(known());
    await type(user, 'Company', 'Mine');
    await user.click(saveButton());
    await refused(clash(['company']));
    const told = await asked(environment, 'useRecordEventsSubscription');
    const event = {
      __typename: 'Event',
      seq: '9',
      kind: 'proposal_settings.changed',
      subjectId: 'propset_1',
    };
    const actor = { __typename: 'Actor', user: { __typename: 'User', id: 'u2' } };
    act(() =>
      environment.mock.nextValue(told, {
        data: {
          events: {
            cursor: 'c2',
            events: [{ ...event, actor, accountId: null, dealId: null, hidden: false, changes: [] }],
          },
        },
      }),
    );
    await readAgain(known({ version: 7, company: 'Theirs', phone: '5' }));
    expect(field('Company').value).toBe('Mine');
    expect(field('Phone').value).toBe('5');
    await user.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect(field('Company').value).toBe('Theirs');
    expect(saveButton().disabled).toBe(true);
  });
});

describe('the logo', () => {
  const picture = (size = 3, kind = 'image/png') => {
    const made = new File(['abc'], 'logo.png', { type: kind });
    Object.defineProperty(made, 'size', { value: size });
    return made;
  };
  const panel = () => within(screen.getByRole('region', { name: 'Logo' }));
  const choose = (file: File) =>
    userEvent.upload(
      panel().getByLabelText<HTMLInputElement>('Choose a picture', { selector: 'input' }),
      file,
      {
        applyAccept: false,
      },
    );
  const done = { proposalSettings: { id: 'propset_1', version: 4 } };
  /** The request that brings a picture, once it has left. */
  const leaving = async (before?: FakeRequest) => {
    await waitFor(() => expect(FakeRequest.last).not.toBe(before));
    expect(FakeRequest.last.headers).toMatchObject({
      open: 'PUT /proposal-logo',
      'x-dealstream-client': 'web',
    });
    return FakeRequest.last;
  };
  const undo = () => screen.findByRole('button', { name: 'Undo' });

  it('is not even sent when it is too large or no picture', async () => {
    await setUp(known());
    const before = FakeRequest.last;
    await choose(picture(512 * 1024 + 1));
    expect((await panel().findByRole('alert')).textContent).toContain('at most 512 kB');
    await choose(picture(3, 'image/gif'));
    expect(panel().getByRole('alert').textContent).toBe('A logo is a PNG or JPEG picture.');
    expect(FakeRequest.last).toBe(before);
  });

  it('shows how much has arrived, then the picture, and Undo takes the first one away', async () => {
    const { user, readAgain, sent } = await setUp(known());
    const before = FakeRequest.last;
    await choose(picture());
    const request = await leaving(before);
    act(() => request.progress(1, 4));
    expect(panel().getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    await act(async () => request.answer(200, done));
    await readAgain(known({ version: 4, logoUrl: '/proposal-logo?of=abc' }));
    const shown = panel().getByRole<HTMLImageElement>('img', { name: 'Logo of Nordwind' });
    expect(shown.getAttribute('src')).toBe('/proposal-logo?of=abc');
    expect(panel().queryByRole('progressbar')).toBeNull();
    await user.click(await undo());
    expect(await sent()).toEqual({ removeLogo: true, expectedVersion: 4 });
  });

  it('says what the server does not take, and can be broken off', async () => {
    await setUp(known());
    const before = FakeRequest.last;
    await choose(picture());
    const refused = await leaving(before);
    const error = { message: 'the logo’s file is broken', extensions: { code: 'BAD_USER_INPUT' } };
    await act(async () => refused.answer(400, { errors: [error] }));
    expect(panel().getByRole('alert').textContent).toMatch(/^This picture cannot be used/);
    // The same one once more.
    await choose(picture());
    await leaving(refused);
    expect(panel().queryByRole('alert')).toBeNull();
    await userEvent.click(panel().getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(panel().queryByRole('progressbar')).toBeNull());
    expect(panel().queryByRole('alert')).toBeNull();
  });

  it('is taken away at once, and Undo puts the same picture back', async () => {
    const { user, sent, saved } = await setUp(known({ logoUrl: '/proposal-logo?of=abc' }));
    const before = FakeRequest.last;
    await user.click(panel().getByRole('button', { name: 'Remove' }));
    expect(await sent()).toEqual({ removeLogo: true, expectedVersion: 3 });
    await saved(known({ version: 4 }));
    expect(panel().getByText(/^No logo yet/)).toBeTruthy();
    await user.click(await undo());
    const request = await leaving(before);
    expect(await (request.sent as Blob).text()).toBe('before');
  });

  it('gives way to another one, and Undo brings the former back', async () => {
    const { user } = await setUp(known({ logoUrl: '/proposal-logo?of=abc' }));
    const before = FakeRequest.last;
    await choose(picture());
    const request = await leaving(before);
    await act(async () => request.answer(200, done));
    await user.click(await undo());
    expect(await ((await leaving(request)).sent as Blob).text()).toBe('before');
  });
});
