import { act, screen, within } from '@testing-library/react';
import i18next from 'i18next';
import { Suspense } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { RecordHistory } from '@/features/records/RecordHistory';
import accounts from '@/i18n/en/accounts.json';
import { Changes } from '@/ui/HistoryList';
import { findOperation, resolve } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'accounts', accounts);
});

const entry = (id: string, recordId: string, name: string) => ({
  node: {
    id,
    recordId,
    kind: 'account.created',
    at: '2026-05-01T10:00:00Z',
    withinGrace: false,
    actor: { kind: 'USER', name },
    changes: [],
  },
});

describe('the history of a record', () => {
  it('marks what happened to the one that was merged into it', async () => {
    const { environment } = renderUi(
      <Suspense fallback="wait">
        <RecordHistory id="a" version={2} />
      </Suspense>,
    );
    const operation = findOperation(environment, 'RecordHistoryQuery');
    if (!operation) throw new Error('the history was not asked');
    const accountHistory = {
      edges: [entry('entry_2', 'a', 'Ada'), entry('entry_1', 'b', 'Ben')],
      pageInfo: { hasNextPage: false, endCursor: null },
    };
    const node = { __typename: 'Account', id: 'a', accountHistory };
    await act(async () => resolve(environment, operation, { data: { node } }));
    const marked = await screen.findAllByText('in the merged record');
    expect(marked).toHaveLength(1);
    const line = screen.getByText('Ben').parentElement;
    expect(line && within(line).getByText('in the merged record')).toBeTruthy();
  });

  it('shows no ids where people are listed', () => {
    const ids = ['cont_01m83m89ccek3sqc8xx5chh00h', 'user_01m83jn487e95rahz6tpxxhcj9'];
    const change = (field: string, before: string[], after: string[], afterLabel: string | null = null) => ({
      field,
      before,
      after,
      beforeLabel: null,
      afterLabel,
      beforeCurrency: null,
      afterCurrency: null,
    });
    const { container } = renderUi(
      <Changes
        kind="activity.changed"
        changes={[
          change('attendees', ids, ids.slice(1)),
          change('people', ids, ids.slice(1), 'Ada Lovelace'),
          change('emails', ['a_b@x.example'], ['c@x.example', 'd@x.example']),
        ]}
      />,
    );
    expect([...container.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual([
      'Attendees: 2 → 1',
      'people: 2 → Ada Lovelace',
      expect.stringMatching(/: a_b@x.example → c@x.example, d@x.example$/),
    ]);
  });

  it('shows amounts in the currency they were in, prices with all their digits', async () => {
    const change = (
      field: string,
      before: string | null,
      after: string | null,
      currencies: string[] = [],
    ) => ({
      field,
      before,
      after,
      beforeLabel: null,
      afterLabel: null,
      beforeCurrency: currencies[0] ?? null,
      afterCurrency: currencies[1] ?? null,
    });
    const { container } = renderUi(
      <Changes
        kind="deal.changed"
        changes={[
          change('amount', '1200.50', '1500', ['EUR', 'USD']),
          change('unitPrice', null, '0.0125', ['EUR', 'EUR']),
          change('amountBase', '1200.5', '1500'),
          // Of a lead it is an answer in words.
          change('budget', null, 'Not fixed; will follow from the savings'),
        ]}
      />,
    );
    const lines = [...container.querySelectorAll('p')].map((line) => line.textContent);
    expect(lines).toEqual([
      'Amount: €1,200.50 → $1,500',
      'Unit price: €0.0125',
      expect.stringContaining('1,200.5 → 1,500'),
      'Budget: Not fixed; will follow from the savings',
    ]);
  });
});
