import type { Page } from '@playwright/test';
import { change, openGate } from './fixtures';

export async function ask<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query, variables },
  });
  return (await answer.json()).data;
}

export async function me(page: Page): Promise<string> {
  return (await ask<{ viewer: { id: string } }>(page, '{ viewer { id } }')).viewer.id;
}

/** The stage of this name in the default pipeline. */
export async function stageOf(page: Page, name: string): Promise<string> {
  const { pipelines } = await ask<{
    pipelines: { isDefault: boolean; stages: { id: string; name: string }[] }[];
  }>(page, '{ pipelines { isDefault stages { id name } } }');
  const stage = pipelines.find(({ isDefault }) => isDefault)?.stages.find((one) => one.name === name);
  if (!stage) throw new Error(`there is no stage ${name}`);
  return stage.id;
}

/** Asks whoever is named for the entry into a stage; its id. */
export async function policyOf(
  admin: Page,
  name: string,
  steps: object[],
  condition: object = {},
): Promise<string> {
  const made = await change<{ approvalPolicy: { id: string } }>(
    admin,
    'createApprovalPolicy',
    'CreateApprovalPolicyInput',
    'approvalPolicy { id }',
    { name, subject: 'STAGE_ENTRY', steps, condition },
  );
  return made.approvalPolicy.id;
}

export async function setGate(admin: Page, stage: string, policyId: string): Promise<void> {
  const gate = [{ kind: 'APPROVAL', key: policyId }];
  const id = await stageOf(admin, stage);
  await change(admin, 'updateStage', 'UpdateStageInput', 'stage { id }', { id, gate });
}

/** Other tests move deals into the stage too, and ask for approvals of their own. */
export async function restore(admin: Page, stage: string): Promise<void> {
  await openGate(admin, stage);
  const { approvalPolicies } = await ask<{
    approvalPolicies: { nodes: { id: string; version: number }[] };
  }>(admin, '{ approvalPolicies(filter: { active: { eq: true } }, first: 100) { nodes { id version } } }');
  for (const { id, version } of approvalPolicies.nodes) {
    await change(admin, 'updateApprovalPolicy', 'UpdateApprovalPolicyInput', 'approvalPolicy { id }', {
      id,
      active: false,
      expectedVersion: version,
    });
  }
}
