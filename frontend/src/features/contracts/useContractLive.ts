import { graphql } from 'react-relay/hooks';
import type { useContractLiveSubscription } from '@/__generated__/useContractLiveSubscription.graphql';
import { useViewer } from '@/app/viewer';
import { useLive } from '@/relay/live';

interface Options {
  /** `others` are those that somebody else changed: they deserve a highlight. */
  onChange: (ids: readonly string[], others: readonly string[]) => void;
  onResync: () => void;
}

/** Packages as they go on: those of a deal, or all the viewer may see. What is new comes with the news itself. */
export function useContractLive(
  after: string | undefined,
  about: { dealId?: string },
  { onChange, onResync }: Options,
): void {
  const viewer = useViewer();
  useLive<useContractLiveSubscription>(
    graphql`
      subscription useContractLiveSubscription($dealId: ID, $after: Cursor) {
        contractPackageChanged(dealId: $dealId, after: $after) {
          cursor
          events {
            __typename
            ... on ContractPackageChanged {
              seq
              contractPackageId
              actor {
                user {
                  id
                }
              }
              contractPackage {
                id
                version
                ...ContractCells_contract
                ...ContractView_contract
              }
            }
          }
        }
      }
    `,
    { ...about, after },
    {
      enabled: after !== undefined,
      onBatch: ({ contractPackageChanged: { events } }) => {
        const changes = events.flatMap((event) =>
          event.__typename === 'ContractPackageChanged' ? [event] : [],
        );
        if (changes.length === 0) return;
        const idOf = ({ contractPackageId }: (typeof changes)[number]) => contractPackageId;
        onChange(changes.map(idOf), changes.filter(({ actor }) => actor?.user?.id !== viewer.id).map(idOf));
      },
      onResync,
    },
  );
}
