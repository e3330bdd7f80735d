import { ModalsProvider } from '@mantine/modals';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { userErrorText } from '@/app/errors';
import { ViewerContext } from '@/app/viewer';
import { atNewAccount } from '@/features/deals/createForm';
import {
  atMore,
  complaint,
  formStandards,
  inputOf,
  moreInput,
  moreRules,
  type Standard,
  StandardsContext,
} from '@/features/fields/standards';
import { RecordField } from '@/features/records/RecordField';
import { toInput, valuesOf } from '@/features/settings/standards/form';
import { StandardList } from '@/features/settings/standards/StandardList';
import fields from '@/i18n/en/fields.json';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'fields', fields);
});

function standard(field: string, more: Partial<Standard> = {}): Standard {
  return {
    id: `standard_${field}`,
    version: 1,
    subject: 'ACCOUNT',
    field,
    required: false,
    pattern: null,
    patternHint: null,
    minimum: null,
    maximum: null,
    ...more,
  };
}

const t = i18next.t.bind(i18next);
const all = (...list: Standard[]) => new Map(list.map((one) => [one.field, one]));

describe('what is asked of a value', () => {
  it('is that it is there and within bounds; its shape is the server’s business', () => {
    const employees = standard('employees', { required: true, minimum: '10', maximum: '99' });
    for (const [value, told] of [
      [null, t('common:edit.required')],
      [' ', t('common:edit.required')],
      ['9', 'Give a number from 10 to 99.'],
      [100, 'Give a number from 10 to 99.'],
      ['10', undefined],
    ] as const) {
      expect(complaint(employees, value, t)).toBe(told);
    }
    expect(complaint(standard('phones', { required: true }), [], t)).toBeTruthy();
    expect(complaint(standard('website', { pattern: 'x' }), 'y', t)).toBeUndefined();
    expect(complaint(standard('employees', { minimum: '1.5' }), '1', t)).toBe('Give 1.5 or more.');
    expect(complaint(undefined, null, t)).toBeUndefined();
  });

  it('is told in the company’s own words where they are', () => {
    const error = { code: 'PATTERN', message: 'With https.', path: ['website'] };
    const before = i18next.language;
    i18next.language = 'de';
    expect(userErrorText(error)).toBe('With https.');
    i18next.language = before;
  });
});

describe('a form for a new record', () => {
  const standards = all(
    standard('website', { required: true, patternHint: 'With https.' }),
    standard('industry', { required: true }),
    standard('annualRevenue', { required: true }),
    standard('foundedYear', { minimum: '1900' }),
  );

  it('marks its inputs and asks for what it has none for', () => {
    const { rules, asked, missing } = formStandards(standards, ['website', 'industryId', 'phone'], t);
    expect(asked('website')).toEqual({ required: true, description: 'With https.' });
    expect(asked('phone')).toEqual({});
    expect(Object.keys(rules)).toEqual(['website', 'industryId']);
    expect(rules.industryId?.(null)).toBeTruthy();
    expect(rules.industryId?.('look_1')).toBeNull();
    expect(missing.map(({ field }) => field)).toEqual(['annualRevenue']);
    expect(moreRules(missing, t).annualRevenue?.(null)).toBeTruthy();
  });

  it('sends what it asked for besides, and shows refusals there', () => {
    const missing = [standard('annualRevenue'), standard('foundedYear'), standard('parent')];
    expect(missing.map(({ field }) => inputOf(field))).toEqual(['annualRevenue', 'foundedYear', 'parentId']);
    expect(moreInput(missing, { annualRevenue: ' 10.50 ', foundedYear: '1999', parentId: null })).toEqual({
      annualRevenue: '10.50',
      foundedYear: 1999,
      parentId: null,
    });
    const refused = { code: 'RANGE', message: '', path: ['annualRevenue'] };
    expect(atMore(refused, missing).path).toEqual(['input', 'more', 'annualRevenue']);
    expect(atMore({ ...refused, path: ['name'] }, missing).path).toEqual(['name']);
    const account = { ...refused, path: ['input', 'parentId'] };
    expect(atNewAccount(account, missing).path).toEqual(['input', 'accountMore', 'parentId']);
  });
});

describe('an editor on a record', () => {
  it('marks what must be there and keeps what would be refused', async () => {
    const save = vi.fn(async () => ({ ok: true }) as const);
    renderUi(
      <StandardsContext value={all(standard('employees', { required: true, minimum: '10' }))}>
        <RecordField label="Employees" field="employees" kind="number" value="20" version={1} save={save} />
      </StandardsContext>,
    );
    expect(screen.getByText('*')).toBeTruthy();
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Edit Employees' }));
    const input = screen.getByRole('textbox', { name: 'Employees' });
    await user.clear(input);
    await user.type(input, '9{Enter}');
    expect(await screen.findByText('Give 10 or more.')).toBeTruthy();
    expect(save).not.toHaveBeenCalled();
    await user.clear(input);
    await user.type(input, '11{Enter}');
    await waitFor(() => expect(save).toHaveBeenCalledWith('11', 1));
  });
});

describe('settings', () => {
  it('send all that is asked; what is empty is not asked any more', () => {
    const values = { ...valuesOf(), required: true, pattern: ' ', patternHint: 'Lost with it' };
    expect(toInput(values, ['ACCOUNT', 'website'], 3)).toEqual({
      subject: 'ACCOUNT',
      field: 'website',
      required: true,
      pattern: null,
      patternHint: null,
      minimum: null,
      maximum: null,
      expectedVersion: 3,
    });
  });

  it('list every field with what is asked of it, and change one', async () => {
    const viewer = { id: 'user_1', role: 'ADMIN' } as never;
    const { environment } = renderUi(
      <ViewerContext value={viewer}>
        <ModalsProvider>
          <Suspense fallback="loading">
            <StandardList subject="ACCOUNT" />
          </Suspense>
        </ModalsProvider>
      </ViewerContext>,
    );
    const answer = (data: object) =>
      act(() => environment.mock.resolveMostRecentOperation({ data: data as never }));
    answer({
      dataStandardOptions: [
        { field: 'website', label: 'Website', type: 'TEXT' },
        { field: 'employees', label: 'Employees', type: 'NUMBER' },
      ],
    });
    await waitFor(() =>
      expect(environment.mock.getMostRecentOperation().request.node.operation.name).toBe('definitionsQuery'),
    );
    const asked = standard('website', { required: true, pattern: 'https://.+', patternHint: 'With https.' });
    answer({ eventCursor: '1', customFieldDefinitions: [], dataStandards: [asked] });
    expect(await screen.findByText('With https.')).toBeTruthy();
    expect(screen.getByText('nothing asked')).toBeTruthy();
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Standard for Employees' }));
    await user.type(await screen.findByRole('textbox', { name: 'At least' }), '10');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(environment.mock.getMostRecentOperation().request.variables.input).toEqual({
        subject: 'ACCOUNT',
        field: 'employees',
        required: false,
        pattern: null,
        patternHint: null,
        minimum: '10',
        maximum: null,
        expectedVersion: undefined,
      }),
    );
  });
});
