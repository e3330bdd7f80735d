import { useEffect, useMemo, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { usePeopleQuery } from '@/__generated__/usePeopleQuery.graphql';
import { useViewer } from '@/app/viewer';
import { mayBe } from './mentions';

export type Offered = usePeopleQuery['response']['users']['nodes'][number];

const PAUSE = 150;
/** One more than is shown: nobody mentions themselves. */
const ASKED = 9;
const SHOWN = 8;
const NOBODY: readonly Offered[] = [];

interface Answer {
  text: string;
  people: readonly Offered[];
}

/** Who is found by what was typed of a name; nobody while there is nothing to find. */
export function usePeople(wanted: string | undefined): readonly Offered[] {
  const environment = useRelayEnvironment();
  const viewer = useViewer();
  const [answer, setAnswer] = useState<Answer>();
  // More letters find nobody else.
  const settled =
    answer !== undefined &&
    (answer.text === wanted || (answer.people.length === 0 && wanted?.startsWith(answer.text) === true));

  useEffect(() => {
    if (wanted === undefined || settled) return;
    let request: { unsubscribe(): void } | undefined;
    const timer = setTimeout(
      () => {
        request = fetchQuery<usePeopleQuery>(
          environment,
          graphql`
            query usePeopleQuery($search: String, $first: Int!) {
              users(search: $search, first: $first, filter: { active: { eq: true } }) {
                nodes {
                  id
                  name
                  email
                  avatarColor
                }
              }
            }
          `,
          { search: wanted.trim() || null, first: ASKED },
        ).subscribe({
          next: ({ users }) => setAnswer({ text: wanted, people: users.nodes }),
          // The name stays as it was typed; the next letter asks again.
          error: () => undefined,
        });
      },
      wanted === '' ? 0 : PAUSE,
    );
    return () => {
      clearTimeout(timer);
      request?.unsubscribe();
    };
  }, [environment, wanted, settled]);

  return useMemo(() => {
    if (wanted === undefined || !answer) return NOBODY;
    const others = answer.people.filter(({ id }) => id !== viewer.id);
    const found = answer.text === wanted ? others : others.filter((person) => mayBe(person, wanted));
    return found.slice(0, SHOWN);
  }, [answer, wanted, viewer.id]);
}
