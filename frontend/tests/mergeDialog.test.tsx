import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import type { MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import MergeAccounts from '@/features/merging/MergeAccounts';
import MergeContacts from '@/features/merging/MergeContacts';
import fields from '@/i18n/en/fields.json';
import merging from '@/i18n/en/merging.json';
import { answer, asked, findOperation, resolve } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'merging', merging);
  i18next.addResourceBundle('en', 'fields', fields);
});
afterEach(() => notifications.clean());

const MANAGER: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'MANAGER',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};
const ADA = { id: 'u1', name: 'Ada' };
const BEN = { id: 'u2', name: 'Ben' };
const some = (totalCount: number) => ({ totalCount });

function account(id: string, name: string, more: object = {}) {
  return {
    __typename: 'Account',
    id,
    version: 3,
    name,
    archived: false,
    website: null,
    phone: null,
    address: null,
    employees: null,
    annualRevenue: null,
    foundedYear: null,
    description: null,
    mergedInto: null,
    owner: ADA,
    industry: null,
    source: null,
    parent: null,
    customFields: [],
    contacts: some(0),
    deals: some(0),
    subsidiaries: some(0),
    tasks: some(0),
    activities: some(0),
    notes: some(0),
    files: some(0),
    ...more,
  };
}

const OWN = account('a', 'Acme', { phone: '111', contacts: some(4) });
const OTHER = account('b', 'Acme GmbH', {
  version: 8,
  website: 'acme.example',
  phone: '222',
  employees: 1_200,
  contacts: some(1),
  deals: some(2),
});
const LIKELY = [
  { id: 'b', name: 'Acme GmbH', website: 'acme.example', phone: '222', owner: ADA },
  { id: 'c', name: 'Acme Labs', website: null, phone: null, owner: BEN },
];

async function setUp(viewer = MANAGER) {
  const onMerged = vi.fn();
  const onClose = vi.fn();
  const { environment } = renderUi(
    <ModalsProvider>
      <Notifications />
      <ViewerContext value={viewer}>
        <Suspense fallback="wait">
          <MergeAccounts record={{ id: 'a', name: 'Acme' }} onClose={onClose} onMerged={onMerged} />
        </Suspense>
      </ViewerContext>
    </ModalsProvider>,
  );
  const user = userEvent.setup();
  await answer(environment, 'useAccountMergingDuplicatesQuery', {
    account: { id: 'a', website: 'www.acme.example', phone: null },
    accountDuplicates: LIKELY,
  });
  return { environment, user, onMerged, onClose };
}

/** Both records, in whichever order they are asked for. */
async function both(environment: MockEnvironment, ...records: object[]) {
  for (let index = 0; index < 2; index += 1) {
    const operation = await asked(environment, 'useAccountMergingQuery');
    const wanted = records.find((one) => 'id' in one && one.id === operation.request.variables.id) ?? null;
    await act(async () => resolve(environment, operation, { data: { account: wanted } }));
  }
}

/** What every page has asked already. */
async function house(environment: MockEnvironment, customFieldDefinitions: object[] = []) {
  await answer(environment, 'workspaceQuery', {
    workspace: {
      id: 'w',
      name: 'Orchard',
      baseCurrency: 'EUR',
      timeZone: 'UTC',
      defaultDaysToClose: 30,
      version: 1,
    },
  });
  await answer(environment, 'definitionsQuery', {
    eventCursor: 'c',
    customFieldDefinitions,
    dataStandards: [],
  });
}

async function toChoices(environment: MockEnvironment, user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('radio', { name: /^Acme GmbH/ }));
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await both(environment, OWN, OTHER);
  await house(environment);
  await screen.findByRole('radiogroup', { name: 'Which one stays' });
}

const isChecked = (group: string, name: RegExp) =>
  within(screen.getByRole('radiogroup', { name: new RegExp(`^${group}`) })).getByRole<HTMLInputElement>(
    'radio',
    { name },
  ).checked;

describe('the first step', () => {
  it('shows likely ones with what speaks for them, and needs a choice', async () => {
    const { environment, user } = await setUp();
    expect(screen.getByRole('heading', { name: 'Step 1 of 3: which is the same' })).toBe(
      document.activeElement,
    );
    expect(screen.getByText('same website')).toBeTruthy();
    expect(screen.getByText('similar name')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('Choose the record that is the same.')).toBeTruthy();
    expect(findOperation(environment, 'useAccountMergingQuery')).toBeUndefined();
  });

  it('offers only their own to those who are no managers', async () => {
    const { environment, user } = await setUp({ ...MANAGER, role: 'REP' });
    const foreign = screen.getByRole<HTMLInputElement>('radio', { name: /^Acme Labs/ });
    expect(foreign.disabled).toBe(true);
    expect(screen.getByText(/belongs to Ben/)).toBeTruthy();
    await user.click(screen.getByRole('combobox', { name: /Another account/ }));
    const search = await asked(environment, 'useAccountMergingSearchQuery');
    expect(search.request.variables.filter).toEqual({
      archived: { eq: false },
      id: { ne: 'a' },
      ownerId: { eq: 'u1' },
    });
  });

  it('says so when the other one is no longer to be had', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('radio', { name: /^Acme GmbH/ }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await both(environment, OWN, { ...OTHER, archived: true });
    expect((await screen.findByRole('alert')).textContent).toContain('“Acme GmbH” was archived or merged');
    expect(screen.getByRole('heading', { name: /^Step 1/ })).toBeTruthy();
  });
});

describe('merging', () => {
  it('takes what is chosen, says what will happen, and goes to the kept record', async () => {
    const { environment, user, onMerged, onClose } = await setUp();
    await toChoices(environment, user);
    expect(screen.getByRole('heading', { name: 'Step 2 of 3: what stays' })).toBe(document.activeElement);
    expect(isChecked('Phone', /^111/)).toBe(true);
    expect(isChecked('Website', /^acme\.example/)).toBe(true);
    expect(isChecked('Employees', /^1,200/)).toBe(true);
    expect(screen.queryByRole('radiogroup', { name: 'Address' })).toBeNull();

    await user.click(screen.getByRole('radio', { name: /^222/ }));
    await user.click(
      within(screen.getByRole('radiogroup', { name: /^Employees/ })).getByRole('radio', { name: /^empty/ }),
    );
    await user.click(screen.getByRole('button', { name: 'Next' }));
    const moves = screen.getByRole('list', { name: 'This moves to “Acme”:' });
    expect(
      within(moves)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['1 contact', '2 deals']);
    expect(screen.getByText('Taken over from “Acme GmbH”: Website and Phone.')).toBeTruthy();

    await user.click(screen.getByRole('button', { name: 'Merge' }));
    const sent = await answer(environment, 'useAccountMergingMutation', {
      mergeAccounts: { account: null, userErrors: [] },
    });
    expect(sent.input).toEqual({
      keepId: 'a',
      mergeId: 'b',
      fields: ['website', 'phone'],
      expectedVersion: 3,
      mergeExpectedVersion: 8,
    });
    await waitFor(() => expect(onMerged).toHaveBeenCalledWith('a'));
    expect(onClose).toHaveBeenCalledOnce();
    expect(await screen.findByText('“Acme GmbH” was merged into “Acme”')).toBeTruthy();
  });

  it('may keep the other one; choices stay with the record they were made for', async () => {
    const { environment, user, onMerged } = await setUp();
    await toChoices(environment, user);
    await user.click(screen.getByRole('radio', { name: /^222/ }));
    await user.click(
      within(screen.getByRole('radiogroup', { name: /^Phone/ })).getByRole('radio', { name: /^111/ }),
    );
    await user.click(
      within(screen.getByRole('radiogroup', { name: 'Which one stays' })).getByRole('radio', {
        name: /^Acme GmbH/,
      }),
    );
    expect(isChecked('Phone', /^111/)).toBe(true);
    expect(isChecked('Name', /^Acme GmbH/)).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('4 contacts')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Merge' }));
    const sent = await answer(environment, 'useAccountMergingMutation', {
      mergeAccounts: { account: null, userErrors: [] },
    });
    expect(sent.input).toMatchObject({
      keepId: 'b',
      mergeId: 'a',
      fields: ['phone'],
      expectedVersion: 8,
      mergeExpectedVersion: 3,
    });
    await waitFor(() => expect(onMerged).toHaveBeenCalledWith('b'));
  });

  it('keeps the choices when somebody was faster, and shows what changed', async () => {
    const { environment, user, onMerged } = await setUp();
    await toChoices(environment, user);
    await user.click(screen.getByRole('radio', { name: /^222/ }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Merge' }));
    const conflict = {
      __typename: 'Conflict',
      __isUserError: 'Conflict',
      code: 'CONFLICT',
      message: 'Changed by Ben.',
      path: ['input', 'expectedVersion'],
      currentVersion: 4,
      changedBy: { __typename: 'Actor', name: 'Ben' },
      changedAt: '2026-05-01T10:00:00Z',
      changed: [],
    };
    await answer(environment, 'useAccountMergingMutation', {
      mergeAccounts: { account: null, userErrors: [conflict] },
    });
    await both(environment, { ...OWN, version: 4, website: 'acme.test' }, OTHER);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Ben changed “Acme” meanwhile');
    expect(alert.textContent).toContain('Website: empty → acme.test');
    expect(screen.getByRole('heading', { name: /^Step 2/ })).toBeTruthy();
    // What was on screen stays chosen, although the kept record is no longer empty there.
    expect(isChecked('Website', /^acme\.example/)).toBe(true);
    expect(isChecked('Phone', /^222/)).toBe(true);
    expect(screen.getByText('changed meanwhile')).toBeTruthy();

    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Merge' }));
    const again = await answer(environment, 'useAccountMergingMutation', {
      mergeAccounts: { account: null, userErrors: [] },
    });
    expect(again.input).toMatchObject({ expectedVersion: 4, fields: ['website', 'phone', 'employees'] });
    await waitFor(() => expect(onMerged).toHaveBeenCalledWith('a'));
  });

  it('says why it was refused, and asks before choices are thrown away', async () => {
    const { environment, user, onClose } = await setUp();
    await toChoices(environment, user);
    await user.click(screen.getByRole('radio', { name: /^222/ }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Merge' }));
    const refusal = {
      __typename: 'InvalidInput',
      __isUserError: 'InvalidInput',
      code: 'NOT_ALLOWED',
      message: 'Only a manager may merge these.',
      path: ['input', 'mergeId'],
    };
    await answer(environment, 'useAccountMergingMutation', {
      mergeAccounts: { account: null, userErrors: [refusal] },
    });
    expect((await screen.findByRole('alert')).textContent).toBe('Only a manager may merge these.');
    await user.click(screen.getByRole('button', { name: 'Merge' }));
    const field = {
      ...refusal,
      code: 'REQUIRED',
      message: 'Fill it in.',
      path: ['input', 'fields', 'industryId'],
    };
    await answer(environment, 'useAccountMergingMutation', {
      mergeAccounts: { account: null, userErrors: [field] },
    });
    expect(await screen.findByText('Industry: Fill it in.')).toBeTruthy();
    expect(screen.getByRole('heading', { name: /^Step 2/ })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onClose).not.toHaveBeenCalled();
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  });
});

const REGION = {
  id: 'field_1',
  version: 1,
  subject: 'ACCOUNT',
  key: 'region',
  type: 'SELECT',
  label: 'Region',
  labels: [],
  help: null,
  required: false,
  filterable: false,
  defaultValue: null,
  options: [
    { key: 'n', label: 'North', labels: [], archived: false },
    { key: 's', label: 'South', labels: [], archived: false },
  ],
  pattern: null,
  minimum: null,
  maximum: null,
  position: 0,
  archived: false,
};

describe('the company’s own fields', () => {
  it('are chosen between by what their values are called', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('radio', { name: /^Acme GmbH/ }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    const custom = (json: string) => ({ customFields: [{ key: 'region', json, value: null }] });
    await both(environment, { ...OWN, ...custom('n') }, { ...OTHER, ...custom('s') });
    await house(environment, [REGION]);
    expect(await screen.findByRole('radiogroup', { name: 'Region' })).toBeTruthy();
    expect(isChecked('Region', /^North/)).toBe(true);
    await user.click(screen.getByRole('radio', { name: /^South/ }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Merge' }));
    const { request } = await asked(environment, 'useAccountMergingMutation');
    expect(request.variables.input.fields).toEqual(['website', 'employees', 'custom.region']);
  });
});

describe('contacts', () => {
  it('are found by an address that both have', async () => {
    const { environment } = renderUi(
      <ViewerContext value={MANAGER}>
        <MergeContacts record={{ id: 'p', name: 'Anna Berg' }} onClose={vi.fn()} onMerged={vi.fn()} />
      </ViewerContext>,
    );
    await answer(environment, 'useContactMergingDuplicatesQuery', {
      contact: { id: 'p', emails: ['anna@berg.example'], phones: [] },
      contactDuplicates: [
        {
          id: 'q',
          name: 'Anna Bergová',
          jobTitle: 'Buyer',
          emails: ['Anna@Berg.example'],
          phones: [],
          account: { id: 'a', name: 'Acme' },
          owner: ADA,
        },
      ],
    });
    expect(screen.getByRole('radio', { name: 'Anna Bergová · Buyer · Acme' })).toBeTruthy();
    expect(screen.getByText('same e-mail address')).toBeTruthy();
  });
});
