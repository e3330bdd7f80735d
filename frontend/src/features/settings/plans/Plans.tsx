import { Button } from '@mantine/core';
import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { PlansPlanQuery } from '@/__generated__/PlansPlanQuery.graphql';
import type { PlansQuery } from '@/__generated__/PlansQuery.graphql';
import { reportUserErrors } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { useCanManage } from '@/app/viewer';
import { Empty } from '@/ui/Empty';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { Panel } from '../Panel';
import classes from '../Settings.module.css';
import { PlanDialog } from './PlanDialog';
import { PlanRow } from './PlanRow';
import { useUpdatePlan } from './useUpdatePlan';

const query = graphql`
  query PlansQuery {
    activityPlans(orderBy: [{ field: NAME, direction: ASC }], first: 100) {
      nodes {
        id
        version
        name
        archived
        ...PlanRow_plan
      }
    }
    gone: activityPlans(
      filter: { archived: { eq: true } }
      orderBy: [{ field: NAME, direction: ASC }]
      first: 100
    ) {
      nodes {
        id
        version
        name
        archived
        ...PlanRow_plan
      }
    }
  }
`;

/** The courses of tasks that stages and people start on deals. */
export default function Plans() {
  const { t } = useTranslation(['plans', 'settings', 'common']);
  const manage = useCanManage();
  const [open, setOpen] = useState<string>();
  const [showArchived, setShowArchived] = useState(false);
  const data = useLazyLoadQuery<PlansQuery>(query, {}, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<PlansQuery>(query, {});
  const update = useUpdatePlan();
  // One that was just archived, or brought back, is still in the other list until the next read.
  const all = [
    ...new Map([...data.activityPlans.nodes, ...data.gone.nodes].map((plan) => [plan.id, plan])).values(),
  ];
  const live = all.filter(({ archived }) => !archived);
  const archived = all.filter((one) => one.archived);

  const setArchived = async (plan: (typeof all)[number], next: boolean, version = plan.version) => {
    const result = await update({ id: plan.id, version }, { archived: next });
    if (!result.ok) return void reportUserErrors(result.errors);
    if (!next) return;
    const now = result.data.updateActivityPlan.activityPlan?.version;
    offerUndo({
      message: t('plans:archived', { name: plan.name }),
      undo: () => setArchived(plan, false, now),
    });
  };

  const dialog = { onClose: () => setOpen(undefined), onSaved: refetch };
  const create = manage && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      {t('plans:new')}
    </Button>
  );
  return (
    <Panel
      title={t('settings:section.plans')}
      hint={t('plans:hint')}
      readOnly={manage ? undefined : t('plans:readOnly')}
      actions={live.length > 0 && create}
    >
      {live.length > 0 ? (
        <ul className={classes.rows} aria-label={t('settings:section.plans')}>
          {live.map((plan) => (
            <PlanRow
              key={plan.id}
              plan={plan}
              manage={manage}
              onEdit={() => setOpen(plan.id)}
              onArchive={() => void setArchived(plan, true)}
            />
          ))}
        </ul>
      ) : (
        <Empty icon={IconListCheck} title={t('plans:none')} action={create}>
          {t('plans:noneHint')}
        </Empty>
      )}
      {archived.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          my="sm"
          onClick={() => setShowArchived(!showArchived)}
        >
          {showArchived ? t('settings:hideArchived') : t('settings:showArchived', { count: archived.length })}
        </Button>
      )}
      {showArchived && archived.length > 0 && (
        <ul className={classes.rows} aria-label={t('settings:archived')}>
          {archived.map((plan) => (
            <PlanRow
              key={plan.id}
              plan={plan}
              manage={manage}
              onRestore={() => void setArchived(plan, false)}
            />
          ))}
        </ul>
      )}
      {open === 'new' && <PlanDialog {...dialog} />}
      {open && open !== 'new' && (
        <Suspense fallback={null}>
          <OpenPlan id={open} {...dialog} />
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

/** The dialog with the tasks of the plan, which a list of many plans does without. */
function OpenPlan({ id, ...props }: OpenProps) {
  const { activityPlan } = useLazyLoadQuery<PlansPlanQuery>(
    graphql`
      query PlansPlanQuery($id: ID!) {
        activityPlan(id: $id) {
          id
          ...PlanDialog_plan
        }
      }
    `,
    { id },
    // What is edited must be what is there now.
    { fetchPolicy: 'network-only' },
  );
  return activityPlan && <PlanDialog plan={activityPlan} {...props} />;
}
