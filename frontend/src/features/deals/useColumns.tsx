import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealCell_deal$key } from '@/__generated__/DealCell_deal.graphql';
import type { DataColumn } from '@/ui/DataTable';
import { useCustomColumns } from '../fields/lists';
import { DealCell } from './DealCell';
import { arrangeColumns, type View } from './views';

type Row = { readonly id: string } & DealCell_deal$key;

interface Spec {
  id: string;
  size: number;
  minSize?: number;
  sortField?: string;
  align?: 'right';
  fixed?: boolean;
  phone?: DataColumn<Row>['phone'];
  /** Key of the heading, when it is not the field's own name. */
  heading?: string;
}

const COLUMNS: readonly Spec[] = [
  { id: 'name', size: 340, minSize: 222, sortField: 'NAME', fixed: true },
  { id: 'account', size: 180, minSize: 136, phone: 'detail' },
  { id: 'stage', size: 150, minSize: 126, phone: 'detail' },
  { id: 'amount', size: 130, minSize: 112, sortField: 'AMOUNT', align: 'right', phone: 'value' },
  { id: 'weightedAmount', size: 140, align: 'right', heading: 'column.weightedAmount' },
  { id: 'expectedCloseOn', size: 160, minSize: 126, sortField: 'EXPECTED_CLOSE_ON', phone: 'note' },
  { id: 'owner', size: 180, minSize: 150 },
  { id: 'nextStep', size: 220, minSize: 116 },
  { id: 'status', size: 120 },
  {
    id: 'probability',
    size: 130,
    minSize: 106,
    sortField: 'PROBABILITY',
    align: 'right',
    heading: 'column.probability',
  },
  { id: 'pipeline', size: 150 },
  { id: 'primaryContact', size: 160 },
  { id: 'source', size: 140 },
  { id: 'forecastCategory', size: 150 },
  { id: 'lossReason', size: 160 },
  { id: 'lastActivityAt', size: 150, sortField: 'LAST_ACTIVITY_AT', heading: 'column.lastActivityAt' },
  { id: 'stageEnteredAt', size: 150, sortField: 'STAGE_ENTERED_AT', heading: 'column.stageEnteredAt' },
  { id: 'closedAt', size: 170, sortField: 'CLOSED_AT', phone: 'note' },
  { id: 'createdAt', size: 170, sortField: 'CREATED_AT', heading: 'column.createdAt' },
  { id: 'updatedAt', size: 150, sortField: 'UPDATED_AT', heading: 'column.updatedAt' },
];

type DataColumnOf = Omit<DataColumn<Row>, 'cell'>;

/** The table's columns, those of the view shown. */
export function useColumns<T extends Row>(view: Pick<View, 'columns'> | undefined): DataColumn<T>[] {
  const { t } = useTranslation('deals');
  const custom = useCustomColumns('DEAL');
  return useMemo(() => {
    const builtIn = COLUMNS.map(({ heading, ...spec }) => ({
      ...spec,
      header: t(heading ?? `app:field.${spec.id}`),
    }));
    const inView = (id: string) => view?.columns.includes(id);
    const shown = custom.filter(({ id }) => inView(id)).map((column) => ({ ...column, optional: undefined }));
    const arranged = arrangeColumns<DataColumnOf>([...builtIn, ...shown], view);
    return [...arranged, ...custom.filter(({ id }) => !inView(id))].map((column) => ({
      ...column,
      cell: (row: T, plain?: boolean) => <DealCell deal={row} column={column.id} plain={plain} />,
    }));
  }, [t, view, custom]);
}
