import { graphql } from 'react-relay/hooks';
import type { earlier_run$data } from '@/__generated__/earlier_run.graphql';

graphql`
  fragment earlier_run on Approval @relay(mask: false) {
    id
    version
    status
    requestedAt
    endedAt
    stage {
      id
    }
    subject {
      __typename
      ... on Proposal {
        id
        number
        revision
      }
      ... on ContractPackage {
        id
      }
    }
    steps {
      id
      approvers {
        id
        decision
        comment
        user {
          id
          name
        }
      }
    }
  }
`;

export type Earlier = Omit<earlier_run$data, ' $fragmentType'>;

/** What a run is about, whichever version of it: two runs of the same are one after the other. */
function about({ subject, stage }: Pick<Earlier, 'subject' | 'stage'>): string | undefined {
  if (subject?.__typename === 'Proposal') return subject.number;
  if (subject?.__typename === 'ContractPackage') return subject.id;
  return stage?.id;
}

/** The runs that ended before this one was asked for, about the same thing, the latest first. */
export function earlierOf(id: string, runs: readonly Earlier[]): Earlier[] {
  const run = runs.find((one) => one.id === id);
  if (!run) return [];
  const same = about(run);
  return runs.filter(
    (other) =>
      other.status !== 'PENDING' &&
      same !== undefined &&
      Date.parse(other.requestedAt) < Date.parse(run.requestedAt) &&
      about(other) === same,
  );
}

/** What those who were asked said to it. */
export function saidIn({ steps }: Pick<Earlier, 'steps'>) {
  return steps.flatMap(({ approvers }) => approvers).filter(({ comment }) => Boolean(comment));
}
