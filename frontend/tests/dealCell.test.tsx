import { screen } from '@testing-library/react';
import i18next from 'i18next';
import { Suspense } from 'react';
import { useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import { beforeAll, describe, expect, it } from 'vitest';
import list, { type DealsList_query$key } from '@/__generated__/DealsList_query.graphql';
import query, { type DealsListQuery } from '@/__generated__/DealsListQuery.graphql';
import { DealCell } from '@/features/deals/DealCell';
import texts from '@/i18n/en/deals.json';
import { answer } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'deals', texts);
});

function Names() {
  const found = useLazyLoadQuery<DealsListQuery>(query, { first: 50 });
  const { deals } = useFragment<DealsList_query$key>(list, found);
  return deals.edges.map(({ node }) => <DealCell key={node.id} deal={node} column="name" />);
}

/** The names of deals as the table shows them. */
async function show(more: object) {
  const { environment } = renderUi(
    <Suspense fallback="wait">
      <Names />
    </Suspense>,
  );
  const node = {
    __typename: 'Deal',
    id: 'd1',
    version: 1,
    name: 'Desks',
    status: 'OPEN',
    viewerCanEdit: true,
    restricted: false,
    rotting: false,
    pendingEntry: null,
    ...more,
  };
  const deals = {
    edges: [{ cursor: '', node }],
    pageInfo: { endCursor: '', hasNextPage: false },
  };
  await answer(environment, 'DealsListQuery', { eventCursor: 'c0', deals });
  expect(await screen.findByText('Desks')).toBeTruthy();
}

const pendingEntry = { stage: { id: 's1', version: 1, name: 'Negotiation' } };
const marks = () => screen.queryAllByRole('img').map((mark) => mark.getAttribute('aria-label'));

describe('a deal in the table', () => {
  it('tells that it waits to enter a stage, as its card on the board does', async () => {
    await show({ pendingEntry });
    expect(marks()).toEqual(['Pending: Negotiation']);
  });

  it('tells nothing of the kind where it does not wait, or is over', async () => {
    await show({ restricted: true });
    expect(marks()).toHaveLength(1);
    expect(marks()).not.toContain('Pending: Negotiation');
  });

  it('that is over waits no longer', async () => {
    await show({ pendingEntry, status: 'WON' });
    expect(marks()).toEqual([]);
  });
});
