import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import type { MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Problems } from '@/features/transfer/run/Problems';
import csApp from '@/i18n/cs/app.json';
import csFields from '@/i18n/cs/fields.json';
import csGate from '@/i18n/cs/gate.json';
import cs from '@/i18n/cs/transfer.json';
import fields from '@/i18n/en/fields.json';
import transfer from '@/i18n/en/transfer.json';
import { findOperation, resolve } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'transfer', transfer);
  i18next.addResourceBundle('en', 'fields', fields);
});

const show = () =>
  renderUi(
    <Suspense fallback="loading">
      <Problems importId="i1" />
    </Suspense>,
  );

/** The company's own fields, which the words for rows may need. */
const DEFINED = {
  eventCursor: 'c1',
  customFieldDefinitions: [
    {
      ...{ id: 'f1', version: 1, subject: 'ACCOUNT', key: 'region', type: 'TEXT', label: 'Region' },
      ...{ labels: [{ language: 'cs', text: 'Oblast' }], help: null, required: false, filterable: false },
      ...{ defaultValue: null, options: [], pattern: null, minimum: null, maximum: null },
      ...{ position: 1, archived: false },
    },
  ],
  dataStandards: [],
};

async function answer(environment: MockEnvironment, name: string, data: object) {
  const operation = await waitFor(() => {
    const found = findOperation(environment, name);
    if (!found) throw new Error(`${name} was not asked`);
    return found;
  });
  await act(async () => resolve(environment, operation, { data }));
  return operation.request.variables;
}

describe('problems of rows', () => {
  const problem = (position: number, severity: string) => ({
    position,
    line: position + 2,
    severity,
    reason: position === 3 ? 'lastName: empty' : `reason ${position}`,
    refusals: [],
  });

  it('are asked for by what they meant, and loaded page by page', async () => {
    const { environment } = show();
    const user = userEvent.setup();
    const pageOf = (from: number, count: number, severity: string) =>
      Array.from({ length: count }, (_, index) => problem(from + index, severity));
    const all = await answer(environment, 'ProblemsQuery', {
      import: { id: 'i1', kind: 'ACCOUNTS', problems: pageOf(0, 50, 'WARNING') },
    });
    await answer(environment, 'definitionsQuery', DEFINED);
    expect(all.severity).toBeNull();
    expect(screen.getAllByRole('row')).toHaveLength(51);
    // A refused row far behind thousands of remarks is found at once: the server chooses.
    await user.click(screen.getByRole('radio', { name: 'Refused' }));
    const refused = await answer(environment, 'ProblemsQuery', {
      import: {
        id: 'i1',
        kind: 'ACCOUNTS',
        problems: [problem(3, 'REJECTED'), ...pageOf(9_000, 49, 'REJECTED')],
      },
    });
    expect(refused).toMatchObject({ severity: 'REJECTED', first: 50 });
    const rows = screen.getAllByRole('row');
    expect(rows).toHaveLength(51);
    expect(within(rows[1] ?? document.body).getByText('Line 5')).toBeTruthy();
    expect(within(rows[1] ?? document.body).getByText('Last name: empty')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    const next = await answer(environment, 'ProblemsQuery', {
      import: { id: 'i1', kind: 'ACCOUNTS', problems: [problem(9_900, 'REJECTED')] },
    });
    expect(next).toMatchObject({ severity: 'REJECTED', after: 9_048 });
    expect(screen.getAllByRole('row')).toHaveLength(52);
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });
});

type Refusal = [code: string, path: string[], message: string, more?: object];

describe('the reason of a refused row', () => {
  afterEach(async () => void (await act(() => i18next.changeLanguage('en'))));
  const sentences = async (language: string, problems: { reason: string; refusals: Refusal[] }[]) => {
    i18next.addResourceBundle('cs', 'transfer', cs);
    i18next.addResourceBundle('cs', 'app', csApp);
    i18next.addResourceBundle('cs', 'gate', csGate);
    i18next.addResourceBundle('cs', 'fields', csFields);
    await i18next.changeLanguage(language);
    const { environment } = show();
    await answer(environment, 'ProblemsQuery', {
      import: {
        id: 'i1',
        kind: 'ACCOUNTS',
        problems: problems.map(({ reason, refusals }, position) => ({
          ...{ position, line: position + 2, reason },
          severity: refusals.length > 0 ? 'REJECTED' : 'WARNING',
          refusals: refusals.map(([code, path, message, more]) => ({
            ...{ __typename: more ? 'GateUnmet' : 'InvalidInput', code, path, message },
            ...more,
          })),
        })),
      },
    });
    await answer(environment, 'definitionsQuery', DEFINED);
    const rows = screen.getAllByRole('row').slice(1);
    const cells = rows.map((row) => within(row).getAllByRole('cell').at(-1));
    return cells.map((cell) => [...(cell?.children ?? [])].map(({ textContent }) => textContent));
  };
  const refused = (language: string, ...rows: Refusal[][]) =>
    sentences(
      language,
      rows.map((refusals) => ({ reason: 'all of it', refusals })),
    );
  const remarked = async (...reasons: string[]) =>
    (
      await sentences(
        'cs',
        reasons.map((reason) => ({ reason, refusals: [] })),
      )
    ).flat();
  const number: Refusal = ['INVALID', ['annual_revenue'], '“many” is not a number'];

  it('is in the language of who reads it, with the value, and names everything', async () => {
    const told = await refused(
      'cs',
      [number, ['REQUIRED', ['lastName'], 'Give a last name.']],
      [['NOT_FOUND', ['owner'], 'there is nobody called “Nemo”']],
      [['INVALID', [], 'this row has 3 values, the header 4 columns']],
      [['TAKEN', [], '“ada@x.cz” was on line 4 of a.csv already; that row counts']],
      [['INVALID', ['custom', 'region'], '“x” is no region']],
      [['INVALID', ['custom', 'region'], '“x” is not a day written as %Y-%m-%d']],
    );
    expect(told).toEqual([
      [
        `${csApp.field.annualRevenue}: ${csApp.userError.INVALID} (“many”)`,
        `${csApp.field.lastName}: ${csApp.userError.REQUIRED}`,
      ],
      [`${csApp.field.owner}: ${cs.problems.code.NOT_FOUND} (“Nemo”)`],
      [cs.problems.row.INVALID],
      [`${cs.problems.row.TAKEN} (“ada@x.cz”)`],
      [`Oblast: ${csApp.userError.INVALID} (“x”)`],
      [`Oblast: ${csFields.refusal.day} (“x”)`],
    ]);
  });

  it('is what the gate of the stage asks for, all of it', async () => {
    const missing = [
      { kind: 'FIELD', key: 'budget', label: 'Budget' },
      { kind: 'FACT', key: 'DECISION_MAKER', label: 'a known decision maker' },
    ];
    const stage = { id: 's1', version: 1, name: 'Smlouva' };
    const [[told] = []] = await refused('cs', [
      ['GATE_UNMET', ['stageId'], 'in English', { stage, missing }],
    ]);
    expect(told).toMatch(/^„Smlouva“ vyžaduje: .+, .+\.$/);
    expect(told).not.toContain('Budget');
  });

  it('is what the server says where there are no words for it', async () => {
    const told = await refused(
      'cs',
      [['PATTERN', ['website'], 'use https://']],
      [['NEW_CODE', ['custom', 'unknown'], 'odd']],
    );
    expect(told).toEqual([[`${csApp.field.website}: use https://`], ['unknown: odd']]);
  });

  it('is the remark itself where there are no words for it', async () => {
    expect(await remarked('visits: “Demo” on 2026-01-02 comes after the present stage; left out')).toEqual([
      'visits: “Demo” on 2026-01-02 comes after the present stage; left out',
    ]);
  });

  it('has words for what is remarked on rows that are taken', async () => {
    const told = await remarked(
      'industry: “medical” is not in the list; left empty',
      'industry: “hats” was not in the list; it was added',
      'account: “Acme; Sons” was not there; it was added',
      'owner: there is no “Nemo”; left empty',
      'created_on: later than what happened since; the earlier day counts',
    );
    const industry = csApp.field.industry;
    expect(told).toEqual([
      `${industry}: “medical” v seznamu není; zůstalo prázdné`,
      `${industry}: “hats” v seznamu nebylo; přidá se`,
      `${csApp.field.account}: “Acme; Sons” tu nebylo; přidá se`,
      `${csApp.field.owner}: “Nemo” tu není; zůstalo prázdné`,
      expect.stringContaining(cs.problems.remark.laterDay),
    ]);
  });

  it('is as precise as the server in English, with days as people spell them', async () => {
    const day: Refusal = ['INVALID', ['founded'], '“x” is not a day written as %d.%m.%Y'];
    expect(await refused('en', [number, day])).toEqual([
      [
        'Annual revenue: “many” is not a number',
        expect.stringContaining('“x” is not a day written as DD.MM.YYYY'),
      ],
    ]);
  });
});
