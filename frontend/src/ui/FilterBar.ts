export { FilterBar } from './filter/FilterBar';
export { type FilterField, type FilterInput, type FilterKind, toFilterInput } from './filter/model';
