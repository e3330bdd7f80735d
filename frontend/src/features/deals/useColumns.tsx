import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealCell_deal$key } from '@/__generated__/DealCell_deal.graphql';
import type { DataColumn } from '@/ui/DataTable';
import { DealCell } from './DealCell';
import { arrangeColumns, type View } from './views';

type Row = { readonly id: string } & DealCell_deal$key;

interface Spec {
  id: string;
  size: number;
  sortField?: string;
  align?: 'right';
  fixed?: boolean;
  /** Key of the heading, when it is not the field's own name. */
  heading?: string;
}

const COLUMNS: readonly Spec[] = [
  { id: 'name', size: 320, sortField: 'NAME', fixed: true },
  { id: 'account', size: 180 },
  { id: 'stage', size: 160 },
  { id: 'amount', size: 140, sortField: 'AMOUNT', align: 'right' },
  { id: 'weightedAmount', size: 140, align: 'right', heading: 'column.weightedAmount' },
  { id: 'expectedCloseOn', size: 180, sortField: 'EXPECTED_CLOSE_ON' },
  { id: 'owner', size: 180 },
  { id: 'nextStep', size: 220 },
  { id: 'status', size: 120 },
  { id: 'probability', size: 140, sortField: 'PROBABILITY', align: 'right' },
  { id: 'pipeline', size: 150 },
  { id: 'primaryContact', size: 160 },
  { id: 'source', size: 140 },
  { id: 'forecastCategory', size: 150 },
  { id: 'lossReason', size: 160 },
  { id: 'lastActivityAt', size: 150, sortField: 'LAST_ACTIVITY_AT', heading: 'column.lastActivityAt' },
  { id: 'stageEnteredAt', size: 150, sortField: 'STAGE_ENTERED_AT', heading: 'column.stageEnteredAt' },
  { id: 'closedAt', size: 170, sortField: 'CLOSED_AT' },
  { id: 'createdAt', size: 170, sortField: 'CREATED_AT', heading: 'column.createdAt' },
  { id: 'updatedAt', size: 150, sortField: 'UPDATED_AT', heading: 'column.updatedAt' },
];

/** The table's columns, those of the view shown. */
export function useColumns<T extends Row>(view: Pick<View, 'columns'> | undefined): DataColumn<T>[] {
  const { t } = useTranslation('deals');
  return useMemo(
    () =>
      arrangeColumns(COLUMNS, view).map(({ heading, ...spec }) => ({
        ...spec,
        header: t(heading ?? `app:field.${spec.id}`),
        cell: (row: T) => <DealCell deal={row} column={spec.id} />,
      })),
    [t, view],
  );
}
