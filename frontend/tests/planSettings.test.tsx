import { ModalsProvider } from '@mantine/modals';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import GateDialog from '@/features/gate/GateDialog';
import { LookupList } from '@/features/settings/lookups/LookupList';
import { PlanDialog } from '@/features/settings/plans/PlanDialog';
import gate from '@/i18n/en/gate.json';
import plans from '@/i18n/en/plans.json';
import settings from '@/i18n/en/settings.json';
import tasks from '@/i18n/en/tasks.json';
import { findOperation, resolve } from './mock';
import { renderUi } from './render';

// A growing text area waits for fonts, of which happy-dom has none.
Object.defineProperty(document, 'fonts', {
  value: { addEventListener: () => undefined, removeEventListener: () => undefined },
});

beforeAll(() => {
  for (const [name, texts] of Object.entries({ gate, plans, settings, tasks })) {
    i18next.addResourceBundle('en', name, texts);
  }
});

// What a test left unanswered must not be waited for by the next.
afterEach(forgetUndo);

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'ADMIN',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

function sent(environment: MockEnvironment, name: string) {
  return waitFor(() => {
    const found = findOperation(environment, name);
    if (!found) throw new Error(`${name} was not sent`);
    return found;
  });
}

describe('PlanDialog', () => {
  async function open() {
    const onClose = vi.fn();
    const { environment } = renderUi(
      <ModalsProvider>
        <PlanDialog onClose={onClose} onSaved={() => undefined} />
      </ModalsProvider>,
    );
    const teams = await sent(environment, 'PlanItemsTeamsQuery');
    await act(async () => resolve(environment, teams, { data: { teams: { nodes: [] } } }));
    return { environment, onClose, user: userEvent.setup() };
  }
  const task = (number: number) => screen.getByRole('group', { name: `Task ${number}` });

  it('sends the tasks in the order they were put in', async () => {
    const { environment, user } = await open();
    await user.type(screen.getByRole('textbox', { name: /Name of the plan/ }), 'Tender');
    await user.type(within(task(1)).getByRole('textbox', { name: /Title/ }), 'Ring');
    await user.click(screen.getByRole('button', { name: 'Add a task' }));
    await user.type(within(task(2)).getByRole('textbox', { name: /Title/ }), 'Read');
    await user.click(screen.getByRole('button', { name: 'Move Read up' }));
    await user.click(screen.getByRole('button', { name: 'Create' }));
    const { input } = (await sent(environment, 'PlanDialogCreateMutation')).request.variables;
    expect(input).toMatchObject({ name: 'Tender', description: null });
    expect(input.items.map(({ title }: { title: string }) => title)).toEqual(['Read', 'Ring']);
  });

  it('shows what the server refuses at the task it is about', async () => {
    const { environment, user, onClose } = await open();
    await user.type(screen.getByRole('textbox', { name: /Name of the plan/ }), 'Tender');
    await user.type(within(task(1)).getByRole('textbox', { name: /Title/ }), 'Ring');
    await user.click(screen.getByRole('button', { name: 'Create' }));
    const refused = {
      __typename: 'InvalidInput',
      code: 'INVALID',
      message: 'At most 365 days.',
      path: ['input', 'items', '0', 'offsetDays'],
    };
    const operation = await sent(environment, 'PlanDialogCreateMutation');
    await act(async () =>
      resolve(environment, operation, {
        data: { createActivityPlan: { activityPlan: null, userErrors: [refused] } },
      }),
    );
    expect(await within(task(1)).findByText('At most 365 days.')).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('asks for a name and for titles before it sends anything', async () => {
    const { environment, user } = await open();
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await within(task(1)).findByText('This field must not be empty.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take out: Task 1' }));
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByText('A plan needs at least one task.')).toBeTruthy();
    expect(findOperation(environment, 'PlanDialogCreateMutation')).toBeUndefined();
  });
});

describe('LookupList', () => {
  const entry = (more: object = {}) => ({
    id: 'l1',
    version: 3,
    label: 'Demo',
    labels: [],
    position: 0,
    archived: false,
    minutesExpected: false,
    ...more,
  });

  it('says of kinds of activities, and of them only, whether minutes are owed', async () => {
    for (const kind of ['ACTIVITY_KIND', 'SOURCE'] as const) {
      const { environment, unmount } = renderUi(
        <ViewerContext value={viewer}>
          <Suspense fallback="loading">
            <LookupList kind={kind} />
          </Suspense>
        </ViewerContext>,
      );
      const query = await sent(environment, 'LookupListQuery');
      await act(async () => resolve(environment, query, { data: { lookups: [entry()] } }));
      const toggle = screen.queryByRole<HTMLInputElement>('switch', { name: 'Minutes expected: Demo' });
      if (kind === 'SOURCE') expect(toggle).toBeNull();
      else {
        await userEvent.click(toggle as HTMLInputElement);
        expect(toggle?.checked).toBe(true);
        const { input } = (await sent(environment, 'LookupListUpdateMutation')).request.variables;
        expect(input).toEqual({ id: 'l1', minutesExpected: true, expectedVersion: 3 });
      }
      unmount();
    }
  });
});

describe('GateDialog', () => {
  it('finishes the decision that a gate has stopped, with what was missing', async () => {
    const environment = createMockEnvironment();
    const onMoved = vi.fn();
    renderUi(
      <ModalsProvider>
        <Suspense fallback="loading">
          <GateDialog
            move={{
              dealId: 'deal1',
              stageId: 'b',
              rest: {},
              decision: { decision: 'GO', stageId: 'b', responsibleId: 'u2', reason: 'Money' },
              stage: 'Presentation',
              missing: [{ kind: 'FIELD', key: 'customerNeeds', label: 'Customer needs' }],
              canOverride: false,
              onMoved,
            }}
          />
        </Suspense>
      </ModalsProvider>,
      environment,
    );
    const asked = await sent(environment, 'GateDialogQuery');
    const deal = { id: 'deal1', version: 7, name: 'Desks', currency: 'EUR', account: null };
    await act(async () =>
      resolve(environment, asked, { data: { workspace: { id: 'w', baseCurrency: 'EUR' }, deal } }),
    );
    const fields = await sent(environment, 'definitionsQuery');
    await act(async () =>
      resolve(environment, fields, { data: { eventCursor: 'c', customFieldDefinitions: [] } }),
    );
    const user = userEvent.setup();
    await user.type(await screen.findByRole('textbox', { name: 'Customer needs' }), 'Less paper');
    await user.click(screen.getByRole('button', { name: 'Move to Presentation' }));
    const operation = await sent(environment, 'GateDialogDecideMutation');
    expect(findOperation(environment, 'GateDialogMutation')).toBeUndefined();
    expect(operation.request.variables.input).toEqual({
      dealId: 'deal1',
      decision: 'GO',
      stageId: 'b',
      responsibleId: 'u2',
      reason: 'Money',
      fields: { customerNeeds: 'Less paper' },
      expectedVersion: 7,
    });
    expect(onMoved).not.toHaveBeenCalled();
  });
});
