import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRubberStamp from '@tabler/icons-react/dist/esm/icons/IconRubberStamp.mjs';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { PoliciesMoveMutation } from '@/__generated__/PoliciesMoveMutation.graphql';
import type { PoliciesPolicyQuery } from '@/__generated__/PoliciesPolicyQuery.graphql';
import type { PoliciesQuery } from '@/__generated__/PoliciesQuery.graphql';
import { useAction } from '@/app/useAction';
import { Empty } from '@/ui/Empty';
import { announce } from '@/ui/reorder';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { Panel } from '../Panel';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { moved } from './form';
import { PolicyDialog } from './PolicyDialog';
import { PolicyRow } from './PolicyRow';

const query = graphql`
  query PoliciesQuery {
    approvalPolicies(orderBy: [{ field: POSITION, direction: ASC }], first: 100) {
      nodes {
        id
        version
        name
        position
        ...PolicyRow_policy
      }
    }
  }
`;

/** What needs approval, and by whom; the steps of all that apply are taken in this order. */
export default function Policies() {
  const { t } = useTranslation(['approvals', 'settings']);
  const admin = useIsAdmin();
  const [open, setOpen] = useState<string>();
  const { approvalPolicies } = useLazyLoadQuery<PoliciesQuery>(
    query,
    {},
    { fetchPolicy: 'store-and-network' },
  );
  const refetch = useQuietRefetch<PoliciesQuery>(query, {});
  const [move, moving] = useAction<PoliciesMoveMutation>(graphql`
    mutation PoliciesMoveMutation($input: MoveApprovalPolicyInput!) {
      moveApprovalPolicy(input: $input) {
        approvalPolicy {
          id
          version
          position
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const policies = approvalPolicies.nodes.toSorted((a, b) => a.position - b.position);

  const onMove = async (from: number, to: number) => {
    const policy = policies[from];
    if (!policy) return;
    const next = moved(policies, from, to);
    const result = await move(
      { input: { id: policy.id, afterId: next[to - 1]?.id ?? null } },
      {
        optimisticUpdater: (store) => {
          const places = policies.map(({ position }) => position);
          next.forEach(({ id }, index) => {
            store.get(id)?.setValue(places[index], 'position');
          });
        },
      },
    );
    // The places of the others come with the list.
    refetch();
    if (result.ok) {
      announce(t('settings:move.done', { name: policy.name, position: to + 1, count: policies.length }));
    }
  };

  const create = admin && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('approvals:policies.new')}
    </Button>
  );
  const dialog = { onClose: () => setOpen(undefined), onSaved: refetch };
  return (
    <Panel
      title={t('settings:section.approval-policies')}
      hint={t('approvals:policies.hint')}
      readOnly={!admin}
      actions={policies.length > 0 && create}
    >
      {policies.length > 0 ? (
        <ol className={classes.rows} aria-label={t('settings:section.approval-policies')}>
          {policies.map((policy, index) => (
            <PolicyRow
              key={policy.id}
              policy={policy}
              index={index}
              count={policies.length}
              moving={moving}
              onMove={(from, to) => void onMove(from, to)}
              onEdit={() => setOpen(policy.id)}
            />
          ))}
        </ol>
      ) : (
        <Empty icon={IconRubberStamp} title={t('approvals:policies.none')} action={create}>
          {t('approvals:policies.noneHint')}
        </Empty>
      )}
      {open && (
        <Suspense fallback={null}>
          {open === 'new' ? <PolicyDialog {...dialog} /> : <OpenPolicy id={open} {...dialog} />}
        </Suspense>
      )}
    </Panel>
  );
}

interface OpenProps {
  id: string;
  onClose: () => void;
  onSaved: () => void;
}

/** The dialog with all that the policy asks, which the list does without. */
function OpenPolicy({ id, ...props }: OpenProps) {
  const { approvalPolicy } = useLazyLoadQuery<PoliciesPolicyQuery>(
    graphql`
      query PoliciesPolicyQuery($id: ID!) {
        approvalPolicy(id: $id) {
          id
          ...PolicyDialog_policy
        }
      }
    `,
    { id },
    // What is edited must be what is there now.
    { fetchPolicy: 'network-only' },
  );
  return approvalPolicy && <PolicyDialog policy={approvalPolicy} {...props} />;
}
