export { type DataColumn, DataTable, type DataTableProps } from './table/DataTable';
