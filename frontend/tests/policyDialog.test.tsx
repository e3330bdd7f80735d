import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PolicyDialog } from '@/features/settings/approvals/PolicyDialog';
import { prepare, show } from './approvalMocks';
import { answer, asked, findOperation } from './mock';

prepare();

describe('PolicyDialog', () => {
  async function open() {
    const shown = show(<PolicyDialog onClose={() => undefined} onSaved={() => undefined} />);
    const { environment } = shown;
    await answer(environment, 'definitionsQuery', {
      eventCursor: 'c1',
      customFieldDefinitions: [],
      dataStandards: [],
    });
    await answer(environment, 'workspaceQuery', {
      workspace: {
        id: 'w1',
        name: 'Orchard',
        baseCurrency: 'EUR',
        timeZone: 'UTC',
        defaultDaysToClose: 30,
        version: 1,
      },
    });
    await answer(environment, 'StageSelectQuery', { pipelines: [] });
    await answer(environment, 'PolicyStepsTeamsQuery', { teams: { nodes: [{ id: 't1', name: 'North' }] } });
    await screen.findByRole('group', { name: 'Step 1' });
    return shown;
  }
  const stepOf = (number: number) => screen.getByRole('group', { name: `Step ${number}` });

  it('sends the condition and the steps in the order they were put in', async () => {
    const { environment, user: hand } = await open();
    await hand.click(screen.getByRole('button', { name: 'Create' }));
    expect(findOperation(environment, 'PolicyDialogCreateMutation')).toBeUndefined();
    await hand.type(screen.getByRole('textbox', { name: /Name of the policy/ }), 'Big deals');
    await hand.type(screen.getByRole('textbox', { name: 'Amount from' }), '50000');
    await hand.type(within(stepOf(1)).getByRole('textbox', { name: /Name of the step/ }), 'Lead');
    await hand.click(screen.getByRole('button', { name: 'Add a step' }));
    await hand.type(within(stepOf(2)).getByRole('textbox', { name: /Name of the step/ }), 'Board');
    await hand.click(within(stepOf(2)).getByRole('combobox', { name: 'Approver 1' }));
    await hand.click(await screen.findByRole('option', { name: 'The manager of a team' }));
    await hand.click(within(stepOf(2)).getByRole('combobox', { name: 'Team of approver 1' }));
    await hand.click(await screen.findByRole('option', { name: 'North' }));
    await hand.type(within(stepOf(2)).getByRole('textbox', { name: 'Within hours' }), '24');
    await hand.click(screen.getByRole('button', { name: 'Move Board up' }));
    await hand.click(screen.getByRole('button', { name: 'Create' }));
    const { input } = (await asked(environment, 'PolicyDialogCreateMutation')).request.variables;
    expect(input).toMatchObject({
      name: 'Big deals',
      subject: 'STAGE_ENTRY',
      ownRequests: false,
      condition: { amountAtLeast: '50000', pipelineIds: [], custom: [] },
      steps: [
        { name: 'Board', dueHours: 24, approvers: [{ kind: 'TEAM_MANAGER', teamId: 't1' }] },
        { name: 'Lead', dueHours: null, approvers: [{ kind: 'OWNERS_MANAGER', teamId: null }] },
      ],
    });
  });

  it('shows what the server refuses at the condition and at the approver it is about', async () => {
    const { environment, user: hand } = await open();
    await hand.type(screen.getByRole('textbox', { name: /Name of the policy/ }), 'Big deals');
    await hand.type(within(stepOf(1)).getByRole('textbox', { name: /Name of the step/ }), 'Lead');
    await hand.click(screen.getByRole('button', { name: 'Create' }));
    const at = (path: string[], message: string) => ({
      __typename: 'InvalidInput',
      code: 'INVALID',
      message,
      path: ['input', ...path],
    });
    await answer(environment, 'PolicyDialogCreateMutation', {
      createApprovalPolicy: {
        approvalPolicy: null,
        userErrors: [
          at(['condition', 'discountAtLeast'], 'At most 100.'),
          at(['steps', '0', 'approvers', '0', 'kind'], 'Choose another rule.'),
        ],
      },
    });
    expect(await screen.findByText('At most 100.')).toBeTruthy();
    expect(within(stepOf(1)).getByText('Choose another rule.')).toBeTruthy();
  });
});
