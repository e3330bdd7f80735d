export { FilterBar } from './filter/FilterBar';
export {
  type FilterField,
  type FilterInput,
  type FilterKind,
  fromFilterInput,
  toFilterInput,
} from './filter/model';
