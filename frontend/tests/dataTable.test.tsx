import { ModalsProvider } from '@mantine/modals';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { confirm } from '@/ui/confirm';
import { type DataColumn, DataTable } from '@/ui/DataTable';
import { renderUi } from './render';

interface Row {
  id: string;
  name: string;
}
const rows: Row[] = Array.from({ length: 5 }, (_, index) => ({ id: `r${index}`, name: `Row ${index}` }));
const columns: DataColumn<Row>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.name, sortField: 'NAME', fixed: true },
  { id: 'extra', header: 'Extra', cell: (row) => `extra ${row.id}` },
];

// happy-dom has no layout; the virtual list needs a height to fill.
vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(44);

describe('DataTable', () => {
  it('shows rows, sorts by header, opens and selects', async () => {
    const user = userEvent.setup();
    const onSort = vi.fn();
    const onOpen = vi.fn();
    const onSelect = vi.fn();
    renderUi(
      <DataTable
        name="test"
        label="Rows"
        columns={columns}
        rows={rows}
        onSort={onSort}
        onOpen={onOpen}
        selected={new Set(['r1'])}
        onSelect={onSelect}
        empty="nothing"
      />,
    );
    await user.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSort).toHaveBeenCalledWith({ field: 'NAME', direction: 'ASC' });
    await user.click(screen.getByText('Row 2'));
    expect(onOpen).toHaveBeenCalledWith(rows[2]);
    const row = screen.getByText('Row 3').closest('tr');
    if (!row) throw new Error('no row');
    await user.click(within(row).getByRole('checkbox'));
    expect([...(onSelect.mock.calls[0]?.[0] ?? [])]).toEqual(['r1', 'r3']);
  });

  it('asks for more near the end, once', () => {
    const loadNext = vi.fn();
    renderUi(
      <DataTable
        name="more"
        label="Rows"
        columns={columns}
        rows={rows}
        hasNext
        loadNext={loadNext}
        empty="nothing"
      />,
    );
    expect(loadNext).toHaveBeenCalledExactlyOnceWith(50);
  });

  it('shows the empty state without rows', () => {
    renderUi(<DataTable name="none" label="Rows" columns={columns} rows={[]} empty="nothing here" />);
    expect(screen.getByText('nothing here')).toBeTruthy();
  });
});

describe('DataTable on a phone', () => {
  it('tells a row in two lines, sorts by a menu and opens by a tap', async () => {
    const wide = window.matchMedia('(min-width: 0)');
    const media = vi.spyOn(window, 'matchMedia').mockImplementation((query) => {
      const narrow = Object.create(wide, { matches: { value: query.includes('max-width') } });
      return Object.assign(narrow, { addEventListener: vi.fn(), removeEventListener: vi.fn() });
    });
    const user = userEvent.setup();
    const onSort = vi.fn();
    const onOpen = vi.fn();
    const cell = (name: string) => (row: Row, plain?: boolean) => `${name} ${row.id}${plain ? '' : ' edits'}`;
    renderUi(
      <DataTable
        name="phone"
        label="Rows"
        columns={[
          { id: 'name', header: 'Name', cell: cell('name'), sortField: 'NAME', fixed: true },
          { id: 'city', header: 'City', cell: cell('city') },
          { id: 'owner', header: 'Owner', cell: cell('owner'), phone: 'detail' },
          { id: 'sum', header: 'Sum', cell: cell('sum'), sortField: 'SUM', align: 'right', phone: 'value' },
          { id: 'open', header: 'Open deals', cell: cell('open'), align: 'right', phone: 'note' },
          { id: 'off', header: 'Off', cell: cell('off'), phone: 'detail', defaultHidden: true },
        ]}
        rows={rows}
        onSort={onSort}
        onOpen={onOpen}
        empty="nothing"
      />,
    );
    expect(screen.queryAllByRole('columnheader')).toHaveLength(1);
    const row = screen.getByText('name r2').closest('tr');
    expect(row?.textContent).toBe('name r2sum r2owner r2Open dealsopen r2');
    await user.click(screen.getByText('owner r2'));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(rows[2]);
    await user.click(screen.getByRole('button', { name: 'Sort' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sum' }));
    expect(onSort).toHaveBeenCalledExactlyOnceWith({ field: 'SUM', direction: 'ASC' });
    media.mockRestore();
  });
});

describe('confirm', () => {
  it('resolves to the answer', async () => {
    const user = userEvent.setup();
    renderUi(<ModalsProvider>{null}</ModalsProvider>);
    let answer: Promise<boolean> | undefined;
    act(() => {
      answer = confirm({ title: 'Sure?', body: 'Really', confirmLabel: 'Do it' });
    });
    await user.click(await screen.findByRole('button', { name: 'Do it' }));
    expect(await answer).toBe(true);
    act(() => {
      answer = confirm({ title: 'Sure?', body: 'Really', confirmLabel: 'Do it' });
    });
    await user.click((await screen.findAllByRole('button', { name: 'Cancel' })).at(-1) as HTMLElement);
    expect(await answer).toBe(false);
  });
});
