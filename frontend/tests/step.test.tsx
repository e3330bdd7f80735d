import { act, waitFor } from '@testing-library/react';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { useDecide } from '@/features/deal/stage/useDecide';
import { useMoveDeal } from '@/features/deal/useDealMoves';
import { useDealStatus } from '@/features/deal/useDealStatus';
import { useSaveDeal } from '@/features/deal/useSaveDeal';
import { useLeadStatus } from '@/features/leads/useLeadStatus';
import { useUpdateLead } from '@/features/leads/useUpdateLead';
import { useOrder } from '@/features/orders/useOrder';
import { useProposalActions } from '@/features/proposals/useProposalActions';
import { useUpdateProposal } from '@/features/proposals/useUpdateProposal';
import { useTaskStatus } from '@/features/tasks/useTaskStatus';
import { useUpdateTask } from '@/features/tasks/useUpdateTask';
import { connection } from '@/relay/connection';
import { versionOf } from '@/relay/versionOf';
import { answer, asked, findOperation } from './mock';
import { renderUi } from './render';

afterEach(() => {
  forgetUndo();
  connection.set('live');
});

/** What a hook gives, outside of any screen. */
function run<Given>(environment: MockEnvironment, use: () => Given): { now: Given } {
  const given = {} as { now: Given };
  function Probe() {
    given.now = use();
    return null;
  }
  renderUi(<Probe />, environment);
  return given;
}

function world(type: string) {
  const environment = createMockEnvironment();
  const set = (version: number) =>
    act(() =>
      environment.commitUpdate((store) => {
        const record = store.get('r1') ?? store.create('r1', type);
        record.setValue('r1', 'id').setValue(version, 'version');
      }),
    );
  set(3);
  const shown = (field: string) => environment.getStore().getSource().get('r1')?.[field];
  return { environment, set, shown };
}

const stage = { id: 's2', name: 'Proposal' };
const deal = { id: 'r1', name: 'Desks', owner: { id: 'u1' }, stage: { id: 's1' } };
const decided = { ...deal, pipeline: { allowSkip: true, stages: [] } };

/** A record's edit and a step on its way, as the person takes them one right after the other. */
const ways = {
  'a proposal is submitted': {
    type: 'Proposal',
    use: () => ({ edit: useUpdateProposal('r1'), step: useProposalActions('r1') }),
    edit: ({ edit }: { edit: ReturnType<typeof useUpdateProposal> }) => edit({ intro: 'Hello' }, 3),
    edited: 'updateProposal',
    step: ({ step }: { step: ReturnType<typeof useProposalActions> }) => step.submit(null),
    stepped: 'useProposalActionsSubmitMutation',
  },
  'a lead is taken up': {
    type: 'Lead',
    use: () => ({ edit: useUpdateLead('r1'), step: useLeadStatus('r1') }),
    edit: ({ edit }: { edit: ReturnType<typeof useUpdateLead> }) => edit({ topic: 'Desks' }, 3),
    edited: 'updateLead',
    step: ({ step }: { step: ReturnType<typeof useLeadStatus> }) => step.start(),
    stepped: 'useLeadStatusStartMutation',
  },
  'a lead is put aside': {
    type: 'Lead',
    use: () => ({ edit: useUpdateLead('r1'), step: useLeadStatus('r1') }),
    edit: ({ edit }: { edit: ReturnType<typeof useUpdateLead> }) => edit({ topic: 'Desks' }, 3),
    edited: 'updateLead',
    step: ({ step }: { step: ReturnType<typeof useLeadStatus> }) => step.disqualify('look_1'),
    stepped: 'useLeadStatusDisqualifyMutation',
  },
  'a task is completed': {
    type: 'Task',
    use: () => ({ edit: useUpdateTask(), step: useTaskStatus() }),
    edit: ({ edit }: { edit: ReturnType<typeof useUpdateTask> }) =>
      edit({ id: 'r1', version: 3 }, { title: 'Ring' }),
    edited: 'updateTask',
    step: ({ step }: { step: ReturnType<typeof useTaskStatus> }) =>
      step.complete({ id: 'r1', version: 3, title: 'Ring' }),
    stepped: 'useTaskStatusCompleteMutation',
  },
  'an order is fulfilled': {
    type: 'Order',
    use: () => useOrder('r1'),
    edit: (order: ReturnType<typeof useOrder>) => order.save({ note: 'Back door' }),
    edited: 'updateOrder',
    step: (order: ReturnType<typeof useOrder>) => order.fulfil(),
    stepped: 'useOrderMutation',
  },
  'a deal is moved': {
    type: 'Deal',
    use: () => ({ edit: useSaveDeal('r1'), step: useMoveDeal('r1') }),
    edit: ({ edit }: { edit: ReturnType<typeof useSaveDeal> }) => edit.save('name', 'Chairs'),
    edited: 'updateDeal',
    step: ({ step }: { step: ReturnType<typeof useMoveDeal> }) => step(stage),
    stepped: 'useDealMovesMutation',
  },
  'a deal is put aside': {
    type: 'Deal',
    use: () => ({ edit: useSaveDeal('r1'), step: useDealStatus('r1') }),
    edit: ({ edit }: { edit: ReturnType<typeof useSaveDeal> }) => edit.save('name', 'Chairs'),
    edited: 'updateDeal',
    step: ({ step }: { step: ReturnType<typeof useDealStatus> }) => step.deactivate('Later'),
    stepped: 'useDealStatusDeactivateMutation',
  },
  'a deal is decided about': {
    type: 'Deal',
    use: () => ({ edit: useSaveDeal('r1'), step: useDecide(decided) }),
    edit: ({ edit }: { edit: ReturnType<typeof useSaveDeal> }) => edit.save('name', 'Chairs'),
    edited: 'updateDeal',
    step: ({ step }: { step: ReturnType<typeof useDecide> }) => step({ decision: 'GO', stageId: 's2' }),
    stepped: 'useDecideMutation',
  },
} as const;

interface Way {
  type: string;
  use: () => unknown;
  edit: (given: unknown) => Promise<unknown>;
  edited: string;
  step: (given: unknown) => Promise<unknown>;
  stepped: string;
}

describe('a step right after an edit', () => {
  it.each(Object.entries(ways) as unknown as [string, Way][])(
    'goes out on the version the edit led to: %s',
    async (_, { type, use, edit, edited, step, stepped }) => {
      const { environment, set } = world(type);
      const given = run(environment, use);
      await act(async () => {
        void edit(given.now);
        void step(given.now);
        await new Promise((later) => setTimeout(later, 20));
      });
      const open = environment.mock.getAllOperations();
      expect(open.map(({ request }) => request.variables.input.expectedVersion)).toEqual([3]);
      // The server counted more than once: a rule of its own wrote as well.
      set(9);
      await answer(environment, open[0]?.request.node.params.name ?? '', {
        [edited]: { [type.toLowerCase()]: null, userErrors: [] },
      });
      const { input } = (await asked(environment, stepped)).request.variables;
      expect(input.expectedVersion).toBe(9);
    },
  );
});

describe('a step', () => {
  const lead = () => {
    const { environment, ...rest } = world('Lead');
    const given = run(environment, () => ({ edit: useUpdateLead('r1'), step: useLeadStatus('r1') }));
    return { environment, given, ...rest };
  };
  const refusal = { __typename: 'InvalidInput', code: 'INVALID', message: 'No.', path: ['id'] };

  it('goes at once where nothing is under way', async () => {
    const { environment, given } = lead();
    act(() => void given.now.step.start());
    const sent = findOperation(environment, 'useLeadStatusStartMutation');
    expect(sent?.request.variables.input).toEqual({ id: 'r1', expectedVersion: 3 });
  });

  it('shows while it waits, and takes that back when it is refused in the end', async () => {
    const { environment, given, set, shown } = lead();
    await act(async () => {
      void given.now.edit({ topic: 'Desks' }, 3);
      void given.now.step.start();
    });
    expect(findOperation(environment, 'useLeadStatusStartMutation')).toBeUndefined();
    expect(shown('status')).toBe('WORKING');
    set(4);
    await answer(environment, 'useUpdateLeadMutation', { updateLead: { lead: null, userErrors: [] } });
    await asked(environment, 'useLeadStatusStartMutation');
    expect(shown('status')).toBe('WORKING');
    expect(versionOf(environment, 'r1')).toBe(5);
    await answer(environment, 'useLeadStatusStartMutation', {
      startLead: { lead: null, userErrors: [refusal] },
    });
    expect(shown('status')).toBeUndefined();
    expect(versionOf(environment, 'r1')).toBe(4);
  });

  it('goes its way also when the edit before it was refused', async () => {
    const { environment, given } = lead();
    await act(async () => {
      void given.now.edit({ topic: 'Desks' }, 3);
      void given.now.step.start();
    });
    expect(findOperation(environment, 'useLeadStatusStartMutation')).toBeUndefined();
    await answer(environment, 'useUpdateLeadMutation', { updateLead: { lead: null, userErrors: [refusal] } });
    const { input } = (await asked(environment, 'useLeadStatusStartMutation')).request.variables;
    expect(input.expectedVersion).toBe(3);
  });

  it('is not even shown without a connection', async () => {
    const { environment, given, shown } = lead();
    await act(async () => void given.now.edit({ topic: 'Desks' }, 3));
    connection.set('offline');
    await act(async () => expect(await given.now.step.start()).toBe(false));
    expect(shown('status')).toBeUndefined();
    await answer(environment, 'useUpdateLeadMutation', { updateLead: { lead: null, userErrors: [] } });
    await waitFor(() => expect(environment.mock.getAllOperations()).toEqual([]));
  });

  it('takes a task that no list holds any more back on the version it was known at', async () => {
    const environment = createMockEnvironment();
    const given = run(environment, () => useTaskStatus());
    act(() => void given.now.reopen({ id: 'gone', version: 6, title: 'Ring' }));
    const { input } = (await asked(environment, 'useTaskStatusReopenMutation')).request.variables;
    expect(input).toEqual({ id: 'gone', expectedVersion: 6 });
  });
});
