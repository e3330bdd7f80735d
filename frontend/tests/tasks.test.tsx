import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import type { MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { TaskList } from '@/features/tasks/TaskList';
import tasks from '@/i18n/en/tasks.json';
import { findOperation, answer as given, resolve } from './mock';
import { renderUi } from './render';

// What a test left unanswered must not be waited for by the next.
afterEach(forgetUndo);

beforeAll(() => {
  i18next.addResourceBundle('en', 'tasks', tasks);
});
afterEach(() => notifications.clean());

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'REP',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

const task = (id: string, title: string, more: object = {}) => ({
  __typename: 'Task',
  id,
  version: 1,
  title,
  description: null,
  status: 'OPEN',
  dueAt: null,
  priority: 'NORMAL',
  mandatory: false,
  outcome: null,
  completedAt: null,
  assignee: { id: 'u1', name: 'Ada', avatarColor: 'teal' },
  creator: { __typename: 'Actor', name: 'Ben', user: { id: 'u2' } },
  deal: null,
  account: null,
  contact: null,
  lead: null,
  planRun: null,
  customFields: [],
  ...more,
});

const region = {
  id: 'field_1',
  version: 1,
  subject: 'TASK',
  key: 'region',
  type: 'SELECT',
  label: 'Region',
  labels: [],
  help: null,
  required: false,
  filterable: false,
  defaultValue: null,
  options: [{ key: 'north', label: 'North', labels: [], archived: false }],
  pattern: null,
  minimum: null,
  maximum: null,
  position: 0,
  archived: false,
};

async function answer(environment: MockEnvironment, nodes: object[]) {
  const operation = await waitFor(() => {
    const found = findOperation(environment, 'TaskListQuery');
    if (!found) throw new Error('not asked');
    return found;
  });
  await act(async () =>
    resolve(environment, operation, {
      data: { eventCursor: 'c1', tasks: { totalCount: nodes.length, nodes } },
    }),
  );
}

async function setUp(nodes: object[]) {
  const { environment } = renderUi(
    <ModalsProvider>
      <Notifications />
      <ViewerContext value={viewer}>
        <Suspense fallback="loading">
          <TaskList
            view="received"
            filter={undefined}
            search={undefined}
            frame={{ filtered: false, onClear: () => undefined, onCreate: () => undefined }}
          />
        </Suspense>
      </ViewerContext>
    </ModalsProvider>,
  );
  await answer(environment, nodes);
  return { environment, user: userEvent.setup() };
}

describe('TaskList', () => {
  it('completes with one click, shows it at once and takes it back', async () => {
    const { environment, user } = await setUp([task('t1', 'Call Acme'), task('t2', 'Write offer')]);
    await user.click(screen.getByRole('button', { name: 'Complete: Call Acme' }));
    // Before the server has answered.
    expect(screen.getByRole('region', { name: 'Done' }).textContent).toContain('Call Acme');
    const complete = findOperation(environment, 'useTaskStatusComplete');
    expect(complete?.request.variables.input).toEqual({ id: 't1', expectedVersion: 1 });
    if (!complete) throw new Error('not sent');
    await act(async () =>
      resolve(environment, complete, {
        data: {
          completeTask: { task: task('t1', 'Call Acme', { version: 2, status: 'DONE' }), userErrors: [] },
        },
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    const reopen = findOperation(environment, 'useTaskStatusReopen');
    // The inverse goes out with the version that completing made.
    expect(reopen?.request.variables.input).toEqual({ id: 't1', expectedVersion: 2 });
    expect(screen.queryByRole('region', { name: 'Done' })).toBeNull();
  });

  it('shows the custom fields that have a value', async () => {
    const value = (key: string, json: unknown) => ({ __typename: 'CustomValue', key, json });
    const { environment } = await setUp([
      task('t1', 'Call', { customFields: [value('region', 'north')] }),
      task('t2', 'Write', { customFields: [value('region', null)] }),
    ]);
    await given(environment, 'workspaceQuery', { workspace: { id: 'w', baseCurrency: 'EUR', version: 1 } });
    await given(environment, 'definitionsQuery', {
      eventCursor: 'c1',
      customFieldDefinitions: [region],
      dataStandards: [],
    });
    expect(await screen.findByText('Region:')).toBeTruthy();
    expect(screen.getAllByText(/North/)).toHaveLength(1);
  });

  it('comes back when the server refuses', async () => {
    const { environment, user } = await setUp([task('t1', 'Call Acme')]);
    await user.click(screen.getByRole('button', { name: 'Complete: Call Acme' }));
    const complete = findOperation(environment, 'useTaskStatusComplete');
    if (!complete) throw new Error('not sent');
    await act(async () =>
      resolve(environment, complete, {
        data: {
          completeTask: {
            task: null,
            userErrors: [
              { __typename: 'InvalidInput', code: 'NOT_ALLOWED', message: 'Not yours.', path: ['input'] },
            ],
          },
        },
      }),
    );
    expect(screen.getByRole('button', { name: 'Complete: Call Acme' })).toBeTruthy();
    expect(await screen.findByText('Not yours.')).toBeTruthy();
  });

  it('completes the row in focus with Space', async () => {
    const { environment, user } = await setUp([task('t1', 'Call Acme'), task('t2', 'Write offer')]);
    const row = screen.getByText('Write offer').closest('li');
    act(() => row?.focus());
    await user.keyboard(' ');
    expect(findOperation(environment, 'useTaskStatusComplete')?.request.variables.input).toMatchObject({
      id: 't2',
    });
  });

  it('shows what somebody else assigns, highlighted', async () => {
    const { environment } = await setUp([task('t1', 'Call Acme')]);
    const live = findOperation(environment, 'TaskListLiveSubscription');
    if (!live) throw new Error('not subscribed');
    const added = task('t9', 'New from Ben');
    await act(async () =>
      environment.mock.nextValue(live, {
        data: {
          myTasks: {
            cursor: 'c2',
            events: [
              {
                __typename: 'TaskChange',
                seq: 2,
                taskId: 't9',
                actor: { __typename: 'Actor', user: { id: 'u2' } },
                task: added,
              },
            ],
          },
        },
      }),
    );
    await answer(environment, [task('t1', 'Call Acme'), added]);
    const row = (await screen.findByText('New from Ben')).closest('li');
    expect(row?.dataset.fresh).toBe('true');
  });

  it('takes off the list what is given to somebody else', async () => {
    const { environment } = await setUp([task('t1', 'Call Acme')]);
    const live = findOperation(environment, 'TaskListLiveSubscription');
    if (!live) throw new Error('not subscribed');
    await act(async () =>
      environment.mock.nextValue(live, {
        data: {
          myTasks: {
            cursor: 'c2',
            events: [
              {
                __typename: 'TaskChange',
                seq: 2,
                taskId: 't1',
                actor: { __typename: 'Actor', user: { id: 'u2' } },
                task: task('t1', 'Call Acme', {
                  version: 2,
                  assignee: { id: 'u2', name: 'Ben', avatarColor: 'red' },
                }),
              },
            ],
          },
        },
      }),
    );
    expect(screen.queryByText('Call Acme')).toBeNull();
  });
});
