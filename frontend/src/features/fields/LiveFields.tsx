import { useLazyLoadQuery } from 'react-relay/hooks';
import type { definitionsQuery } from '@/__generated__/definitionsQuery.graphql';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { definitions } from './definitions';

/** Loads the definitions with the first page and keeps them: a field that an admin adds, or a standard they set, is there at once. */
export default function LiveFields() {
  const { eventCursor } = useLazyLoadQuery<definitionsQuery>(definitions, {});
  const refetch = useQuietRefetch<definitionsQuery>(definitions, {});
  useRecordEvents(eventCursor, {
    kinds: ['custom_field.*', 'data_standard.*'],
    onEvents: refetch,
    onResync: refetch,
  });
  return null;
}
