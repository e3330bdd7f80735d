import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLazyLoadQuery } from 'react-relay/hooks';
import type { definitionsQuery } from '@/__generated__/definitionsQuery.graphql';
import { customRefusalCell } from '@/app/errors';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { definitions } from './definitions';
import { customRefusal } from './refusal';

/** Loads the definitions with the first page and keeps them: a field that an admin adds, or a standard they set, is there at once. */
export default function LiveFields() {
  // Refusals are told outside of components: their words have to be here by then.
  useTranslation('fields');
  const { eventCursor, customFieldDefinitions: known } = useLazyLoadQuery<definitionsQuery>(definitions, {});
  const refetch = useQuietRefetch<definitionsQuery>(definitions, {});
  useRecordEvents(eventCursor, {
    kinds: ['custom_field.*', 'data_standard.*'],
    onEvents: refetch,
    onResync: refetch,
  });
  useEffect(() => customRefusalCell.set((error) => customRefusal(error, known)), [known]);
  return null;
}
