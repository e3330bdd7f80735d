import { type FocusEvent, type ReactNode, useMemo, useState } from 'react';
import { graphql } from 'react-relay/hooks';
import type { PresenceProviderSubscription } from '@/__generated__/PresenceProviderSubscription.graphql';
import { useLive } from '@/relay/live';
import { fieldKey } from '@/ui/HistoryList';
import { type Person, PresenceContext } from './context';
import { useSayEditing } from './useSayEditing';

interface Props {
  /** The record of the page: a deal, account, contact, lead, proposal or contract package. */
  subjectId: string;
  children: ReactNode;
}

/** The field an element edits, if it is where one is typed or picked. */
function fieldOf(target: EventTarget): string | undefined {
  const typed = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (!typed) return undefined;
  const field = target.closest<HTMLElement>('[data-field]')?.dataset.field;
  return field && fieldKey(field);
}

/**
 * Tells the page who else is on its record, and them which field is being edited here: wherever an element
 * marked `data-field` holds the focused input.
 */
export function PresenceProvider({ subjectId, children }: Props) {
  const [people, setPeople] = useState<readonly Person[]>([]);
  const say = useSayEditing(subjectId);

  useLive<PresenceProviderSubscription>(
    graphql`
      subscription PresenceProviderSubscription($subjectId: ID!) {
        presence(subjectId: $subjectId) {
          people {
            editing
            user {
              id
              name
              avatarColor
            }
          }
        }
      }
    `,
    { subjectId },
    {
      onBatch: ({ presence }) =>
        setPeople(presence.people.flatMap(({ user, editing }) => (user ? [{ ...user, editing }] : []))),
    },
  );

  const editors = useMemo(
    () => ({
      onFocus: (event: FocusEvent) => say(fieldOf(event.target)),
      onBlur: () => say(undefined),
    }),
    [say],
  );
  return (
    <PresenceContext value={people}>
      <div style={{ display: 'contents' }} {...editors}>
        {children}
      </div>
    </PresenceContext>
  );
}
