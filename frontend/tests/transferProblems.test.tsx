import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import type { MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Problems } from '@/features/transfer/run/Problems';
import csApp from '@/i18n/cs/app.json';
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
    code: null,
    field: null,
  });

  it('are asked for by what they meant, and loaded page by page', async () => {
    const { environment } = show();
    const user = userEvent.setup();
    const pageOf = (from: number, count: number, severity: string) =>
      Array.from({ length: count }, (_, index) => problem(from + index, severity));
    const all = await answer(environment, 'ProblemsQuery', {
      import: { id: 'i1', problems: pageOf(0, 100, 'WARNING') },
    });
    expect(all.severity).toBeNull();
    expect(screen.getAllByRole('row')).toHaveLength(101);
    // A refused row far behind thousands of remarks is found at once: the server chooses.
    await user.click(screen.getByRole('radio', { name: 'Refused' }));
    const refused = await answer(environment, 'ProblemsQuery', {
      import: { id: 'i1', problems: [problem(3, 'REJECTED'), ...pageOf(9_000, 99, 'REJECTED')] },
    });
    expect(refused).toMatchObject({ severity: 'REJECTED', first: 100 });
    const rows = screen.getAllByRole('row');
    expect(rows).toHaveLength(101);
    expect(within(rows[1] ?? document.body).getByText('Line 5')).toBeTruthy();
    expect(within(rows[1] ?? document.body).getByText('Last name: empty')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    const next = await answer(environment, 'ProblemsQuery', {
      import: { id: 'i1', problems: [problem(9_900, 'REJECTED')] },
    });
    expect(next).toMatchObject({ severity: 'REJECTED', after: 9_098 });
    expect(screen.getAllByRole('row')).toHaveLength(102);
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });
});

describe('the reason of a refused row', () => {
  afterEach(async () => void (await act(() => i18next.changeLanguage('en'))));
  const reasons = async (language: string, problems: [string, string | null, string | null][]) => {
    await i18next.changeLanguage(language);
    const { environment } = show();
    await answer(environment, 'ProblemsQuery', {
      import: {
        id: 'i1',
        problems: problems.map(([reason, code, field], position) => ({
          position,
          line: position + 2,
          severity: code ? 'REJECTED' : 'WARNING',
          reason,
          code,
          field,
        })),
      },
    });
    const rows = screen.getAllByRole('row').slice(1);
    return rows.map((row) => within(row).getAllByRole('cell').at(-1)?.textContent);
  };
  const number = 'annual_revenue: “many” is not a number';

  it('is in the language of who reads it, with the value', async () => {
    i18next.addResourceBundle('cs', 'transfer', cs);
    i18next.addResourceBundle('cs', 'app', csApp);
    const told = await reasons('cs', [
      [number, 'INVALID', 'annual_revenue'],
      ['owner: there is nobody called “Nemo”', 'NOT_FOUND', 'owner'],
      ['this row has 3 values, the header 4 columns', 'INVALID', null],
      ['“ada@x.cz” was on line 4 of a.csv already; that row counts', 'TAKEN', null],
      [`${number}; lastName: empty`, 'INVALID', 'annual_revenue'],
    ]);
    const revenue = csApp.field.annualRevenue;
    expect(told).toEqual([
      `${revenue}: ${csApp.userError.INVALID} (“many”)`,
      `${csApp.field.owner}: ${cs.problems.code.NOT_FOUND} (“Nemo”)`,
      cs.problems.row.INVALID,
      `${cs.problems.row.TAKEN} (“ada@x.cz”)`,
      `${revenue}: ${csApp.userError.INVALID} (“many”) ${csApp.field.lastName}: empty`,
    ]);
  });

  it('is what the server says where there are no words for it', async () => {
    i18next.addResourceBundle('cs', 'transfer', cs);
    i18next.addResourceBundle('cs', 'app', csApp);
    const told = await reasons('cs', [
      ['website: use https://', 'PATTERN', 'website'],
      ['the stage asks for: Budget', 'GATE_UNMET', null],
      ['custom.region: odd', 'NEW_CODE', 'custom.region'],
      ['visits: “Demo” on 2026-01-02 comes after the present stage; left out', null, null],
    ]);
    expect(told).toEqual([
      `${csApp.field.website}: use https://`,
      'the stage asks for: Budget',
      'region: odd',
      'visits: “Demo” on 2026-01-02 comes after the present stage; left out',
    ]);
  });

  it('has words for what is remarked on rows that are taken', async () => {
    i18next.addResourceBundle('cs', 'transfer', cs);
    i18next.addResourceBundle('cs', 'app', csApp);
    const told = await reasons('cs', [
      ['industry: “medical” is not in the list; left empty', null, null],
      ['industry: “hats” was not in the list; it was added', null, null],
      ['account: “Acme; Sons” was not there; it was added', null, null],
      ['owner: there is no “Nemo”; left empty', null, null],
      ['created_on: later than what happened since; the earlier day counts', null, null],
    ]);
    const industry = csApp.field.industry;
    expect(told).toEqual([
      `${industry}: “medical” v seznamu není; zůstalo prázdné`,
      `${industry}: “hats” v seznamu nebylo; přidá se`,
      `${csApp.field.account}: “Acme; Sons” tu nebylo; přidá se`,
      `${csApp.field.owner}: “Nemo” tu není; zůstalo prázdné`,
      expect.stringContaining(cs.problems.remark.laterDay),
    ]);
  });

  it('is as precise as the server in English', async () => {
    expect(await reasons('en', [[number, 'INVALID', 'annual_revenue']])).toEqual([
      'Annual revenue: “many” is not a number',
    ]);
  });
});
