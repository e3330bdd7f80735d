import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { commitLocalUpdate } from 'react-relay/hooks';
import { ConnectionHandler, type RecordSourceSelectorProxy } from 'relay-runtime';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { EditableField } from '@/features/deal/EditableField';
import { applyMembership } from '@/features/deals/useLiveList';
import texts from '@/i18n/en/deals.json';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'deals', texts);
});

type Updater = Parameters<typeof applyMembership>[0];

/** A list of the given deals and one batch of events, as the store has them. */
function apply(ids: readonly string[], events: readonly { type: string; id: string }[]): string[] {
  const environment = createMockEnvironment();
  let found: string[] = [];
  commitLocalUpdate(environment, (store) => {
    const connection = store.create('list', 'DealConnection');
    connection.setLinkedRecords([], 'edges');
    for (const id of ids) {
      const edge = ConnectionHandler.createEdge(store, connection, store.create(id, 'Deal'), 'DealEdge');
      ConnectionHandler.insertEdgeAfter(connection, edge);
    }
    const batch = store.create('batch', 'DealEventBatch');
    batch.setLinkedRecords(
      events.map(({ type, id }, index) => {
        const event = store.create(`event${index}`, type);
        event.setValue(id, 'dealId');
        if (type === 'DealEntered' || type === 'DealChanged') {
          event.setLinkedRecord(store.get(id) ?? store.create(id, 'Deal'), 'deal');
        }
        return event;
      }),
      'events',
    );
    const withRoot = Object.assign(Object.create(store), {
      get: (id: string) => store.get(id),
      create: (id: string, type: string) => store.create(id, type),
      getRootField: () => batch,
    }) as RecordSourceSelectorProxy;
    applyMembership(withRoot as Updater, 'list');
    found = (connection.getLinkedRecords('edges') ?? []).map(
      (edge) => edge?.getLinkedRecord('node')?.getDataID() ?? '',
    );
  });
  return found;
}

describe('the live list', () => {
  it('loses deals that left the filter or the view of the person', () => {
    expect(
      apply(
        ['a', 'b', 'c'],
        [
          { type: 'DealLeft', id: 'b' },
          { type: 'DealHidden', id: 'c' },
        ],
      ),
    ).toEqual(['a']);
  });

  it('gains deals once, however often they are told', () => {
    expect(
      apply(
        ['a'],
        [
          { type: 'DealEntered', id: 'd' },
          { type: 'DealChanged', id: 'd' },
          { type: 'DealChanged', id: 'a' },
        ],
      ),
    ).toEqual(['a', 'd']);
  });

  it('follows a deal that left and came back in one batch', () => {
    expect(
      apply(
        ['a', 'b'],
        [
          { type: 'DealLeft', id: 'a' },
          { type: 'DealEntered', id: 'a' },
        ],
      ),
    ).toEqual(['b', 'a']);
  });
});

function field(environment: MockEnvironment, version: number) {
  commitLocalUpdate(environment, (store) => {
    const deal = store.get('d1') ?? store.create('d1', 'Deal');
    deal.setValue('d1', 'id').setValue(version, 'version').setValue('100', 'amount');
  });
  return (
    <EditableField deal={{ id: 'd1', version }} field="amount" label="Amount" value="100" kind="number" />
  );
}

const stored = (environment: MockEnvironment) => environment.getStore().getSource().get('d1');

async function typeAmount(amount: string) {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Edit Amount' }));
  const input = screen.getByRole('textbox', { name: 'Amount' });
  await user.clear(input);
  await user.type(input, `${amount}{Enter}`);
  return user;
}

function refuse(environment: MockEnvironment, error: object) {
  return act(async () => {
    environment.mock.resolveMostRecentOperation({
      data: { updateDeal: { deal: null, userErrors: [error] } },
    } as never);
  });
}

const byBen = (changed: object[]) => ({
  __typename: 'Conflict',
  code: 'CONFLICT',
  message: 'changed',
  path: ['input'],
  currentVersion: 6,
  changedBy: { name: 'Ben' },
  changedAt: '2026-01-01T00:00:00Z',
  changed,
});

describe('a value edited in place', () => {
  it('shows at once with the next version, and falls back when refused', async () => {
    const environment = createMockEnvironment();
    renderUi(field(environment, 5), environment);
    await typeAmount('250');
    expect(stored(environment)).toMatchObject({ amount: '250', version: 6 });
    expect(environment.mock.getMostRecentOperation().request.variables).toEqual({
      input: { id: 'd1', amount: '250', expectedVersion: 5 },
    });
    await refuse(environment, {
      __typename: 'InvalidInput',
      code: 'INVALID',
      message: 'Too much.',
      path: ['input', 'amount'],
    });
    expect(stored(environment)).toMatchObject({ amount: '100', version: 5 });
    expect(await screen.findByText('Too much.')).toBeTruthy();
  });

  it('shows both values when somebody changed the same field, and keeps mine on demand', async () => {
    const environment = createMockEnvironment();
    renderUi(field(environment, 5), environment);
    const user = await typeAmount('250');
    await refuse(
      environment,
      byBen([{ field: 'amount', before: '100', after: '300', beforeLabel: null, afterLabel: null }]),
    );
    expect(await screen.findByText('Amount was changed by Ben meanwhile')).toBeTruthy();
    expect(screen.getByText('250')).toBeTruthy();
    expect(screen.getByText('300')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(environment.mock.getMostRecentOperation().request.variables).toEqual({
      input: { id: 'd1', amount: '250', expectedVersion: 6 },
    });
  });

  it('is saved over a change of another field without asking', async () => {
    const environment = createMockEnvironment();
    renderUi(field(environment, 5), environment);
    await typeAmount('250');
    await refuse(
      environment,
      byBen([{ field: 'next_step', before: null, after: 'Call', beforeLabel: null, afterLabel: null }]),
    );
    expect(environment.mock.getMostRecentOperation().request.variables).toEqual({
      input: { id: 'd1', amount: '250', expectedVersion: 6 },
    });
    expect(screen.queryByText(/was changed/)).toBeNull();
  });
});
