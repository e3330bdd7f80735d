import type { Page } from '@playwright/test';
import { change, expect, live, openGate, openTab, test } from './fixtures';

const SHOTS = 'test-results/process';

async function ask(page: Page, query: string) {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query },
  });
  return (await answer.json()).data;
}

interface Stage {
  id: string;
  name: string;
  goNoGo: boolean;
  steps: readonly { id: string; title: string; hint: string | null }[];
}

/** A stage of the default pipeline. */
async function stageOf(page: Page, name: string): Promise<Stage> {
  const { pipelines } = await ask(
    page,
    '{ pipelines { isDefault stages { id name goNoGo steps { id title hint } } } }',
  );
  const { stages } = pipelines.find(({ isDefault }: { isDefault: boolean }) => isDefault);
  return stages.find((one: Stage) => one.name === name);
}

async function setStage(page: Page, name: string, patch: object): Promise<void> {
  const { id } = await stageOf(page, name);
  await change(page, 'updateStage', 'UpdateStageInput', 'stage { id }', { id, ...patch });
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const panel = (page: Page) => page.getByRole('region', { name: 'In this stage' });
const present = (page: Page, stage: string) =>
  page.getByRole('navigation', { name: /^Stages of/ }).getByRole('button', { name: new RegExp(`^${stage}`) });
const tab = (page: Page, name: string) => openTab(page, new RegExp(`^${name}`));

/** Rosa asks the four questions, and the lead becomes a deal. */
async function qualify(rosa: Page, topic: string) {
  await rosa.goto('/leads');
  await live(rosa);
  await rosa.getByRole('button', { name: 'New lead' }).first().click();
  const dialog = rosa.getByRole('dialog', { name: 'New lead' });
  await dialog.getByRole('textbox', { name: 'Topic' }).fill(topic);
  await dialog.getByRole('textbox', { name: 'Company' }).fill(`Hall ${topic}`);
  await dialog.getByRole('textbox', { name: 'Last name' }).fill('Novak');
  await dialog.getByRole('textbox', { name: 'Topic' }).press('Control+Enter');
  await expect(heading(rosa, topic)).toBeVisible();
  const bant = rosa.getByRole('region', { name: 'Qualification' });
  for (const question of ['Budget', 'Authority', 'Need', 'Timing']) {
    await bant.getByRole('button', { name: `Edit ${question}` }).click();
    await bant.getByRole('textbox', { name: question }).fill(`${question} is known`);
    await bant.getByRole('textbox', { name: question }).press('Control+Enter');
    await expect(bant.getByRole('textbox')).toHaveCount(0);
  }
  await rosa.getByRole('button', { name: 'Convert…' }).click();
  const convert = rosa.getByRole('dialog', { name: 'Convert the lead' });
  await convert.getByRole('textbox', { name: 'Amount' }).fill('180000');
  await convert.getByRole('button', { name: 'Convert', exact: true }).click();
  await expect(rosa).toHaveURL(/\/deals\//);
  await expect(heading(rosa, topic)).toBeVisible();
}

/** Ben meets those who decide, and does what follows from it. */
async function analyse(ben: Page, topic: string) {
  await tab(ben, 'Stakeholders');
  await ben.getByRole('button', { name: 'Add a stakeholder: Decision maker' }).click();
  const person = ben.getByRole('dialog', { name: 'Add a stakeholder' });
  await person.getByRole('combobox', { name: 'Contact' }).fill('Boris');
  await ben.getByRole('option', { name: /^Boris Cole/ }).click();
  await person.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(person).toBeHidden();
  await tab(ben, 'Tasks');
  await ben.getByRole('textbox', { name: 'New task' }).fill(`Check the permits of ${topic}`);
  await ben.keyboard.press('Enter');
  await ben.getByRole('button', { name: `Complete: Check the permits of ${topic}` }).click();
}

test('two people take a lead to needs that are signed off, without a reload', async ({ signedIn }) => {
  const [ada, rosa, ben] = [await signedIn('admin'), await signedIn('rep'), await signedIn('manager')];
  const topic = `Hall ${Date.now().toString(36)}`;
  const { goNoGo } = await stageOf(ada, 'Qualification');
  const { steps } = await stageOf(ada, 'Needs analysis');
  try {
    await setStage(ada, 'Qualification', { goNoGo: true });
    await setStage(ada, 'Needs analysis', { steps: [{ title: 'Needs confirmed in writing' }] });
    const gate = ['decisionMakerKnown', 'stepsDone', 'mandatoryTasksDone'].map((key) => ({
      kind: 'FACT',
      key,
    }));
    await setStage(ada, 'Presentation', { gate: [{ kind: 'FIELD', key: 'proposedSolution' }, ...gate] });
    await ben.goto('/board');
    await live(ben);

    await qualify(rosa, topic);
    // The card comes to Ben's board; he opens it from there.
    await ben.getByRole('link', { name: topic }).click();
    await expect(heading(ben, topic)).toBeVisible();
    await live(ben);
    await expect(rosa.getByTestId('present')).toContainText('Ben');

    await panel(rosa).getByRole('button', { name: 'Go', exact: true }).click();
    const go = rosa.getByRole('dialog', { name: `Go: ${topic}` });
    await go.getByRole('combobox', { name: 'Responsible person' }).fill('Ben');
    await rosa.getByRole('option', { name: /^Ben/ }).click();
    await go.getByRole('textbox', { name: 'Reasons for the decision' }).fill('The money is there');
    await go.getByRole('button', { name: 'Go', exact: true }).click();
    await expect(go).toBeHidden();
    for (const page of [rosa, ben])
      await expect(present(page, 'Needs analysis')).toHaveAttribute('aria-current', 'step');

    await analyse(ben, topic);
    await panel(ben).getByRole('checkbox', { name: 'Needs confirmed in writing' }).check();
    await expect(panel(rosa).getByRole('checkbox', { name: 'Needs confirmed in writing' })).toBeChecked();
    await present(ben, 'Presentation').click();
    const asked = ben.getByRole('dialog', { name: `“${topic}” to Presentation` });
    await asked.getByRole('textbox', { name: 'Proposed solution' }).fill('The hall of type B');
    await asked.getByRole('button', { name: 'Move to Presentation' }).click();
    await expect(asked).toBeHidden();
    for (const page of [rosa, ben]) {
      await expect(present(page, 'Presentation')).toHaveAttribute('aria-current', 'step');
      await expect(page.getByText('The hall of type B').first()).toBeVisible();
    }
    await tab(rosa, 'Timeline');
    await expect(rosa.getByRole('tabpanel', { name: 'Timeline' })).toContainText('Check the permits');
    await rosa.screenshot({ path: `${SHOTS}/signed-off.png` });
  } finally {
    await setStage(ada, 'Qualification', { goNoGo });
    await setStage(ada, 'Needs analysis', { steps: steps.map(({ title, hint }) => ({ title, hint })) });
    await openGate(ada, 'Presentation');
  }
});
