import { Button, Tabs } from '@mantine/core';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconRotate from '@tabler/icons-react/dist/esm/icons/IconRotate.mjs';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { OrderView_order$key } from '@/__generated__/OrderView_order.graphql';
import { type Command, useCommands } from '@/app/commands';
import { useCanWrite } from '@/app/viewer';
import type { DetailSearch } from '@/searchParams';
import { PageHeader } from '@/ui/PageHeader';
import { TabRow } from '@/ui/tabRow/TabRow';
import classes from '../records/Record.module.css';
import { RecordHistory } from '../records/RecordHistory';
import { CancelOrderDialog } from './CancelOrderDialog';
import { OrderDetails } from './OrderDetails';
import { OrderLines } from './OrderLines';
import { OrderStatusBadge } from './OrderStatusBadge';
import { useOrder } from './useOrder';

const TABS = ['lines', 'history'] as const;

interface Props {
  order: OrderView_order$key;
  /** Somebody else just changed it. */
  fresh: boolean;
}

/** What was ordered, and what became of it. Its lines are those of the day it was made. */
export function OrderView({ order: key, fresh }: Props) {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  const search: DetailSearch = useSearch({ strict: false });
  const canWrite = useCanWrite();
  const order = useFragment(
    graphql`
      fragment OrderView_order on Order {
        id
        version
        number
        status
        cancelReason
        deal {
          id
          viewerCanEdit
        }
        ...OrderDetails_order
        ...OrderLines_order
      }
    `,
    key,
  );
  const { id, number, status, cancelReason } = order;
  const actions = useOrder(id);
  const { fulfil, reopen } = actions;
  const change = useCallback(
    (patch: DetailSearch) =>
      void navigate({ to: '.', search: (old: DetailSearch) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  const canEdit = canWrite && order.deal.viewerCanEdit;
  const commands = useMemo((): Command[] => {
    if (!canEdit) return [];
    const command = (name: string, icon: Command['icon'], run: () => void): Command => ({
      id: `order.${name}`,
      label: t(`action.${name}`),
      group: t('title'),
      icon,
      run,
    });
    if (status !== 'OPEN') return [command('reopen', IconRotate, () => void reopen(cancelReason))];
    return [
      command('fulfil', IconCheck, () => void fulfil()),
      command('cancel', IconBan, () => change({ dialog: 'cancel' })),
    ];
  }, [t, canEdit, status, cancelReason, fulfil, reopen, change]);
  useCommands(commands);
  const openTab = (next: string | null) => change({ tab: next ?? undefined });
  const tab = TABS.find((one) => one === search.tab) ?? 'lines';
  return (
    <>
      <Link to="/orders" className={classes.back}>
        ← {t('title')}
      </Link>
      <PageHeader
        title={number}
        aside={<OrderStatusBadge status={status} />}
        actions={commands.map(({ id: name, label, icon: ActIcon, run }, index) => (
          <Button
            key={name}
            variant={index === 0 && status === 'OPEN' ? 'filled' : 'default'}
            leftSection={ActIcon && <ActIcon size={16} aria-hidden />}
            onClick={run}
          >
            {label}
          </Button>
        ))}
      />
      <div className={classes.page}>
        <section className={classes.panel} data-fresh={fresh || undefined} aria-label={t('details')}>
          <OrderDetails order={order} actions={actions} readOnly={!canEdit} />
        </section>
        <div className={classes.panel}>
          <Tabs value={tab} keepMounted={false} onChange={openTab}>
            <TabRow
              value={tab}
              onChange={openTab}
              tabs={TABS.map((one) => ({ value: one, label: t(`tab.${one}`) }))}
            />
            <Tabs.Panel value="lines">
              <OrderLines order={order} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <RecordHistory id={id} version={order.version} />
            </Tabs.Panel>
          </Tabs>
        </div>
      </div>
      {search.dialog === 'cancel' && canEdit && status === 'OPEN' && (
        <CancelOrderDialog
          number={number}
          cancel={actions.cancel}
          onClose={() => change({ dialog: undefined })}
        />
      )}
    </>
  );
}
