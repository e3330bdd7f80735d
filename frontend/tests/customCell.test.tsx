import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense } from 'react';
import { useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import { describe, expect, it, vi } from 'vitest';
import list, { type DealsList_query$key } from '@/__generated__/DealsList_query.graphql';
import query, { type DealsListQuery } from '@/__generated__/DealsListQuery.graphql';
import { DealCell } from '@/features/deals/DealCell';
import { answer, asked } from './mock';
import { renderUi } from './render';

function Cells({ column }: { column: string }) {
  const found = useLazyLoadQuery<DealsListQuery>(query, { first: 50 });
  const { deals } = useFragment<DealsList_query$key>(list, found);
  return deals.edges.map(({ node }) => <DealCell key={node.id} deal={node} column={column} />);
}

const definition = (key: string, type: string, label: string) => ({
  id: key,
  version: 1,
  subject: 'DEAL',
  key,
  type,
  label,
  labels: [],
  help: null,
  required: false,
  filterable: false,
  defaultValue: null,
  options: [],
  pattern: null,
  minimum: null,
  maximum: null,
  position: 0,
  archived: false,
});

const value = (key: string, json: unknown) => ({ __typename: 'CustomValue', key, json, value: null });

/** One cell of a row that opens when it is clicked. */
async function show(column: string, viewerCanEdit = true) {
  const onOpen = vi.fn();
  const { environment } = renderUi(
    // biome-ignore lint: stands for the row of the table
    <div onClick={onOpen}>
      <Suspense fallback="wait">
        <Cells column={column} />
      </Suspense>
    </div>,
  );
  const customFields = [value('seats', '120'), value('signed', null)];
  const node = { __typename: 'Deal', id: 'd1', version: 4, name: 'Desks', viewerCanEdit, customFields };
  const pageInfo = { endCursor: '', hasNextPage: false };
  const deals = { edges: [{ cursor: '', node }], pageInfo };
  await answer(environment, 'DealsListQuery', { eventCursor: 'c0', deals });
  await answer(environment, 'workspaceQuery', { workspace: { id: 'w', baseCurrency: 'EUR', version: 1 } });
  const customFieldDefinitions = [
    definition('seats', 'NUMBER', 'Seats'),
    definition('signed', 'BOOLEAN', 'Signed'),
  ];
  await answer(environment, 'definitionsQuery', {
    eventCursor: '1',
    customFieldDefinitions,
    dataStandards: [],
  });
  const sent = async () => (await asked(environment, 'useSaveCustomMutation')).request.variables;
  return { onOpen, sent };
}

describe('a custom field in a table', () => {
  it('is edited in place, on the version that was seen, and leaves the row closed', async () => {
    const { onOpen, sent } = await show('custom.seats');
    await userEvent.click(await screen.findByRole('button', { name: 'Edit Seats' }));
    const input = screen.getByRole('textbox', { name: 'Seats' });
    await userEvent.clear(input);
    await userEvent.type(input, '150{Enter}');
    const custom = [{ key: 'seats', value: '150' }];
    expect(await sent()).toEqual({ input: { id: 'd1', custom, expectedVersion: 4 } });
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('of yes and no is picked: a switch in each row would be moved by accident', async () => {
    const { onOpen, sent } = await show('custom.signed');
    await userEvent.click(await screen.findByRole('button', { name: 'Edit Signed' }));
    expect(screen.queryByRole('switch')).toBeNull();
    await userEvent.click(await screen.findByRole('option', { name: 'no', hidden: true }));
    const custom = [{ key: 'signed', value: false }];
    expect(await sent()).toEqual({ input: { id: 'd1', custom, expectedVersion: 4 } });
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('that may not be changed is read, and a click opens the row', async () => {
    const { onOpen } = await show('custom.seats', false);
    await userEvent.click(await screen.findByText('120'));
    expect(screen.queryByRole('button')).toBeNull();
    expect(onOpen).toHaveBeenCalledOnce();
  });
});
