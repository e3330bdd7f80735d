import { ModalsProvider } from '@mantine/modals';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { type ReactNode, Suspense } from 'react';
import type { MockEnvironment } from 'relay-test-utils';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { ColumnsStep } from '@/features/transfer/columns/ColumnsStep';
import { ImportRun } from '@/features/transfer/run/ImportRun';
import fields from '@/i18n/en/fields.json';
import transfer from '@/i18n/en/transfer.json';
import type { ImportSearch } from '@/searchParams';
import { findOperation, resolve } from './mock';
import { renderUi } from './render';

const at = vi.hoisted(() => ({ search: {} as ImportSearch, change: vi.fn() }));
vi.mock('@/features/transfer/useImportSearch', () => ({
  useImportSearch: () => [at.search, at.change],
}));
vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, children, ...rest }: { to: string; children?: ReactNode }) => (
    <a href={to} {...rest}>
      {children}
    </a>
  ),
}));

beforeAll(() => {
  i18next.addResourceBundle('en', 'transfer', transfer);
  i18next.addResourceBundle('en', 'fields', fields);
});
beforeEach(() => {
  at.search = {};
  at.change.mockReset();
  localStorage.clear();
});

const MANAGER: Viewer = {
  id: 'u1',
  name: 'Ben',
  email: 'ben@example.com',
  role: 'MANAGER',
  avatarColor: '#000',
  locale: 'en',
  timeZone: 'UTC',
};

function show(ui: ReactNode, viewer: Viewer = MANAGER) {
  return renderUi(
    <ModalsProvider>
      <ViewerContext.Provider value={viewer}>
        <Suspense fallback="loading">{ui}</Suspense>
      </ViewerContext.Provider>
    </ModalsProvider>,
  );
}

async function answer(environment: MockEnvironment, name: string, data: object) {
  const operation = await waitFor(() => {
    const found = findOperation(environment, name);
    if (!found) throw new Error(`${name} was not asked`);
    return found;
  });
  await act(async () => resolve(environment, operation, { data }));
  return operation.request.variables;
}

const FILE = {
  id: 'f1',
  name: 'people.csv',
  size: 100,
  rows: 3,
  encoding: 'utf-8',
  columns: [
    { name: 'Surname', samples: ['Novak'], filled: 3 },
    { name: 'Came from', samples: ['Fair', 'Moon'], filled: 2 },
    { name: 'Notes', samples: [], filled: 0 },
  ],
};
const field = (key: string, label: string, type: string, required = false) => ({
  key,
  label,
  type,
  required,
  reference: null,
  custom: false,
});

async function columns(
  suggested: object[],
  mappings: object[] = [],
  viewer = MANAGER,
  definitions: object[] = [],
) {
  const shown = show(<ColumnsStep file={FILE} kind="CONTACTS" />, viewer);
  await answer(shown.environment, 'knownQuery', {
    source: [
      { label: 'Fair', id: 'l1' },
      { label: 'Website', id: 'l2' },
    ],
    industry: [],
    lossReason: [],
    forecastCategory: [],
    pipelines: [],
    users: { nodes: [] },
  });
  await answer(shown.environment, 'definitionsQuery', {
    eventCursor: '1',
    customFieldDefinitions: definitions,
  });
  await answer(shown.environment, 'ColumnsStepQuery', {
    importFields: [
      field('last_name', 'Last name', 'text', true),
      field('source', 'Source', 'lookup'),
      { ...field('account', 'Account', 'reference'), reference: 'ACCOUNTS' },
    ],
    suggestImportColumns: suggested,
    importMappings: { nodes: mappings },
  });
  return { ...shown, user: userEvent.setup() };
}

const SUGGESTED = [
  { field: 'last_name', column: 'Surname' },
  { field: 'source', column: 'Came from' },
];

describe('the columns of a file', () => {
  it('come suggested, with a question for values that are not known, and go to a check', async () => {
    const { environment, user } = await columns(SUGGESTED);
    expect(screen.getByRole('combobox', { name: 'Field for Surname' })).toHaveProperty('value', 'Last name');
    expect(screen.getByText('empty in every row')).toBeTruthy();
    expect(screen.queryByRole('combobox', { name: 'What Fair becomes' })).toBeNull();
    await user.click(screen.getByRole('combobox', { name: 'What Moon becomes' }));
    await user.click(await screen.findByRole('option', { name: 'Website' }));
    await user.click(screen.getByRole('button', { name: 'Check the file' }));
    const start = findOperation(environment, 'useStartImportMutation');
    expect(start?.request.variables.input).toMatchObject({
      fileId: 'f1',
      kind: 'CONTACTS',
      dryRun: true,
      keyColumn: null,
      columns: [
        { field: 'last_name', column: 'Surname' },
        { field: 'source', column: 'Came from', values: [{ from: 'Moon', to: 'Website' }] },
      ],
    });
    await answer(environment, 'useStartImportMutation', {
      startImport: { import: { id: 'i1', status: 'RUNNING' }, userErrors: [] },
    });
    await waitFor(() => expect(at.change).toHaveBeenCalledWith({ step: 'check', import: 'i1' }));
  });

  it('have words for references too, which nobody can choose from a list', async () => {
    const { environment, user } = await columns([...SUGGESTED, { field: 'account', column: 'Notes' }]);
    const add = screen.getAllByRole('button', { name: transfer.values.add });
    await user.click(add.at(-1) ?? document.body);
    await user.type(screen.getByRole('textbox', { name: transfer.values.from }), 'ACME{Enter}');
    await user.type(screen.getByRole('textbox', { name: 'What ACME becomes' }), 'Acme Corporation');
    await user.click(screen.getByRole('button', { name: 'Check the file' }));
    expect(
      findOperation(environment, 'useStartImportMutation')?.request.variables.input.columns,
    ).toContainEqual({
      field: 'account',
      column: 'Notes',
      values: [{ from: 'ACME', to: 'Acme Corporation' }],
    });
  });

  it('say what is needed, and take one value for all rows instead', async () => {
    const { user } = await columns([SUGGESTED[1] ?? {}]);
    const check = screen.getByRole('button', { name: 'Check the file' });
    expect(screen.getByText('Still needed: Last name')).toBeTruthy();
    expect(check).toHaveProperty('disabled', true);
    await user.type(screen.getByRole('textbox', { name: 'Last name of every row' }), 'Unknown');
    expect(check).toHaveProperty('disabled', false);
    expect(screen.queryByText('Still needed: Last name')).toBeNull();
  });

  it('are told by name when the server refuses one', async () => {
    const { environment, user } = await columns(SUGGESTED);
    await user.click(screen.getByRole('button', { name: 'Check the file' }));
    const refusal = {
      __typename: 'InvalidInput',
      code: 'INVALID',
      message: 'No such values.',
      path: ['input', 'columns', '1', 'values'],
    };
    await answer(environment, 'useStartImportMutation', {
      startImport: { import: null, userErrors: [refusal] },
    });
    expect(await screen.findByText('Came from: No such values.')).toBeTruthy();
    expect(at.change).not.toHaveBeenCalled();
  });

  it('let only administrators add values to lists', async () => {
    const label = 'Add values that Source does not have yet';
    const { unmount } = await columns(SUGGESTED);
    expect(screen.queryByRole('checkbox', { name: label })).toBeNull();
    unmount();
    await columns(SUGGESTED, [], { ...MANAGER, role: 'ADMIN' });
    expect(screen.getByRole('checkbox', { name: label })).toBeTruthy();
  });

  it('are taken from a saved choice, which is saved again with the version it was read at', async () => {
    const mapping = {
      id: 'm1',
      version: 4,
      name: 'Old system',
      columns: [{ field: 'last_name', column: 'Surname' }],
      keyColumn: null,
    };
    const { environment, user } = await columns([SUGGESTED[0] ?? {}], [mapping]);
    expect(screen.getByRole('combobox', { name: 'Saved choice of columns' })).toHaveProperty(
      'value',
      'Old system',
    );
    expect(screen.queryByRole('button', { name: 'Save the changes' })).toBeNull();
    await user.click(screen.getByRole('combobox', { name: 'Field for Notes' }));
    await user.click(await screen.findByRole('option', { name: 'Source' }));
    await user.click(screen.getByRole('button', { name: 'Save the changes' }));
    expect(findOperation(environment, 'MappingBarMutation')?.request.variables.input).toMatchObject({
      id: 'm1',
      expectedVersion: 4,
      name: 'Old system',
      columns: [
        { field: 'last_name', column: 'Surname' },
        { field: 'source', column: 'Notes' },
      ],
    });
  });

  it('tell which column a saved choice gave to a field that was archived since, and leave it out', async () => {
    const region = {
      id: 'd1',
      version: 1,
      subject: 'CONTACT',
      key: 'region',
      type: 'TEXT',
      label: 'Region',
      labels: [],
      help: null,
      required: false,
      filterable: false,
      defaultValue: null,
      options: [],
      pattern: null,
      minimum: null,
      maximum: null,
      position: 0,
      archived: true,
    };
    const choice = [...SUGGESTED, { field: 'custom.region', column: 'Notes' }];
    const saved = { id: 'm1', version: 1, name: 'Web', keyColumn: null, columns: choice };
    const { environment, user } = await columns([], [saved], MANAGER, [region]);
    expect(
      screen.getByText('The field Region was archived: the column Notes is left out.', { exact: false }),
    ).toBeTruthy();
    expect(screen.getByRole('combobox', { name: 'Field for Notes' })).toHaveProperty('value', '');
    await user.click(screen.getByRole('button', { name: 'Check the file' }));
    expect(findOperation(environment, 'useStartImportMutation')?.request.variables.input.columns).toEqual(
      SUGGESTED,
    );
  });

  it('stay as they are when the saved choice is put away, as it was saved', async () => {
    const saved = [{ field: 'last_name', column: 'Surname' }];
    const mapping = { id: 'm1', version: 4, name: 'Old system', columns: saved, keyColumn: null };
    const { environment, user } = await columns([SUGGESTED[0] ?? {}], [mapping]);
    await user.click(screen.getByRole('combobox', { name: 'Field for Notes' }));
    await user.click(await screen.findByRole('option', { name: 'Source' }));
    await user.click(screen.getByRole('button', { name: 'Put this choice away' }));
    const made = { id: 'm1', version: 5, name: 'Old system', columns: saved, keyColumn: null };
    const sent = await answer(environment, 'MappingBarMutation', {
      saveImportMapping: { importMapping: made, userErrors: [] },
    });
    expect(sent.input).toEqual({
      id: 'm1',
      name: 'Old system',
      kind: 'CONTACTS',
      columns: saved,
      keyColumn: null,
      archived: true,
    });
    const choice = screen.getByRole('combobox', { name: 'Saved choice of columns' });
    await waitFor(() => expect(choice).toHaveProperty('value', ''));
    expect(screen.queryByRole('button', { name: 'Put this choice away' })).toBeNull();
    // What was chosen for the file is not gone with it.
    expect(screen.getByRole('combobox', { name: 'Field for Notes' })).toHaveProperty('value', 'Source');
  });
});

describe('a run', () => {
  const RUN = {
    id: 'i1',
    name: 'people.csv',
    status: 'RUNNING',
    dryRun: false,
    total: 100,
    done: 20,
    created: 15,
    updated: 3,
    unchanged: 1,
    failed: 1,
    kind: 'CONTACTS',
    columns: [{ field: 'last_name', column: 'Surname' }],
    keyColumn: 'Surname',
    file: { id: 'f1' },
    startedAt: '2026-11-22T10:00:00Z',
    finishedAt: null,
    startedBy: { name: 'Ben' },
    rejectedUrl: null,
  };

  it('shows its pace, asks before it stops, and ends by what the server tells', async () => {
    const { environment } = show(<ImportRun importId="i1" />);
    const user = userEvent.setup();
    await answer(environment, 'ImportRunQuery', { import: RUN });
    expect(screen.getByText('20 of 100 rows')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stop…' }));
    await user.click(await screen.findByRole('button', { name: 'Stop it' }));
    expect(findOperation(environment, 'RunProgressMutation')?.request.variables).toEqual({
      input: { id: 'i1' },
    });
    const live = findOperation(environment, 'useImportLiveSubscription');
    if (!live) throw new Error('nobody listens');
    const told = (patch: object) =>
      act(async () =>
        environment.mock.nextValue(live, {
          data: {
            importProgress: {
              cursor: '1',
              rowsPerSecond: 40.4,
              secondsLeft: 90,
              import: { ...RUN, ...patch },
            },
          },
        }),
      );
    await told({ done: 60 });
    expect(screen.getByText('60 of 100 rows')).toBeTruthy();
    expect(screen.getByText(/40 rows\/s/).textContent).toContain('about 2 minutes left');
    await told({ status: 'CANCELLED', done: 61, rejectedUrl: '/imports/i1/rejected.csv' });
    expect(await screen.findByText(/What was imported until then stays/)).toBeTruthy();
    const rejected = screen.getByRole('link', { name: 'Download the refused rows' });
    expect(rejected.getAttribute('href')).toBe('/imports/i1/rejected.csv');
    await user.click(screen.getByRole('button', { name: 'Import the corrected file again' }));
    expect(at.change).toHaveBeenCalledWith({
      step: 'file',
      kind: 'contacts',
      like: 'i1',
      file: undefined,
      import: undefined,
    });
  });

  it('that was stopped before any row was refused is gone on with', async () => {
    const { environment } = show(<ImportRun importId="i1" />);
    await answer(environment, 'ImportRunQuery', { import: { ...RUN, status: 'CANCELLED', failed: 0 } });
    expect(screen.getByRole('button', { name: 'Import the file again to go on' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Import the corrected file again' })).toBeNull();
  });

  it('imports after a check just what was checked', async () => {
    const { environment } = show(<ImportRun importId="i1" />);
    const user = userEvent.setup();
    await answer(environment, 'ImportRunQuery', {
      import: { ...RUN, dryRun: true, status: 'DONE', done: 100 },
    });
    await user.click(screen.getByRole('button', { name: 'Import 99 rows' }));
    expect(findOperation(environment, 'useStartImportMutation')?.request.variables.input).toMatchObject({
      fileId: 'f1',
      kind: 'CONTACTS',
      keyColumn: 'Surname',
      columns: RUN.columns,
      dryRun: false,
    });
  });
});
