import { Badge, Group, Text, Tooltip } from '@mantine/core';
import IconFlame from '@tabler/icons-react/dist/esm/icons/IconFlame.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { DealCell_deal$data, DealCell_deal$key } from '@/__generated__/DealCell_deal.graphql';
import { timeZoneCell, useFormat } from '@/i18n/format';
import { useLabel } from '@/i18n/label';
import { wallOf } from '@/i18n/zoned';
import { useCell } from '@/relay/store';
import { stageColor } from '@/ui/colors';
import { DateText } from '@/ui/DateText';
import { Dialog } from '@/ui/Dialog';
import { Money } from '@/ui/Money';
import { UserAvatar } from '@/ui/UserAvatar';
import { EditableField } from '../deal/EditableField';
import { EditablePicker } from '../deal/EditablePicker';
import { StatusBadge } from '../deal/StatusBadge';
import { useSaveCustom } from '../deal/useSaveCustom';
import { CustomCell } from '../fields/CustomCell';
import { customKeyOf } from '../fields/lists';
import classes from './Deals.module.css';

type Deal = DealCell_deal$data;

interface Props {
  deal: DealCell_deal$key;
  column: string;
  /** Nothing to edit or to follow: the row itself opens. */
  plain?: boolean;
}

/** One cell of the deals table; what can be typed is edited in place. */
export function DealCell({ deal: key, column, plain = false }: Props) {
  const read = useFragment(
    graphql`
      fragment DealCell_deal on Deal {
        id
        version
        name
        restricted
        rotting
        viewerCanEdit
        status
        amount
        currency
        weightedAmount
        probability
        expectedCloseOn
        closedAt
        nextStep
        lastActivityAt
        createdAt
        updatedAt
        stageEnteredAt
        account {
          id
          name
        }
        primaryContact {
          id
          name
        }
        owner {
          id
          name
          avatarColor
        }
        pipeline {
          id
          name
        }
        stage {
          id
          name
          color
        }
        pendingEntry {
          stage {
            id
            version
            name
          }
        }
        source {
          id
          label
          labels {language text}
        }
        lossReason {
          id
          label
          labels {language text}
        }
        forecastCategory {
          id
          label
          labels {language text}
        }
        customFields {
          ...CustomCell_values
        }
      }
    `,
    key,
  );
  const deal = plain ? { ...read, viewerCanEdit: false } : read;
  if (plain && column === 'account') return deal.account?.name;
  if (plain && EMPTY_ON_PHONE[column]?.(deal)) return null;
  const custom = customKeyOf(column);
  if (custom !== undefined) return <CustomOf deal={deal} fieldKey={custom} />;
  const edited = EDITED[column];
  if (edited) return edited(deal);
  return <Plain deal={deal} column={column} />;
}

/** A phone's two lines leave out what is not there. */
const EMPTY_ON_PHONE: Record<string, (deal: Deal) => boolean> = {
  amount: (deal) => !deal.amount,
  closedAt: (deal) => !deal.closedAt,
};

const EDITED: Record<string, (deal: Deal) => ReactNode> = {
  name: (deal) => <NameCell deal={deal} />,
  amount: (deal) => <AmountCell deal={deal} />,
  expectedCloseOn: (deal) => <CloseCell deal={deal} />,
  nextStep: (deal) => <NextStepCell deal={deal} />,
  owner: (deal) => <OwnerCell deal={deal} />,
};

/** A table cell has no room for the notice: it comes as a dialog. */
function useNoticeDialog() {
  const { t } = useTranslation('deals');
  return (notice: ReactNode, close: () => void) => (
    <Dialog onClose={close} title={t('conflict.title')}>
      {notice}
    </Dialog>
  );
}

function NameCell({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const renderNotice = useNoticeDialog();
  const entry = deal.status === 'OPEN' && deal.pendingEntry;
  const pending = entry && t('app:pendingEntry', { stage: entry.stage.name });
  return (
    <span className={classes.name}>
      <EditableField
        deal={deal}
        field="name"
        label={t('app:field.name')}
        value={deal.name}
        required
        disabled={!deal.viewerCanEdit}
        renderNotice={renderNotice}
      >
        <strong>{deal.name}</strong>
      </EditableField>
      {deal.restricted && (
        <Tooltip label={t('restricted')}>
          <IconLock size={14} role="img" aria-label={t('restricted')} />
        </Tooltip>
      )}
      {deal.rotting && (
        <Tooltip label={t('rotting')}>
          <IconFlame size={15} color="var(--mantine-color-error)" role="img" aria-label={t('rotting')} />
        </Tooltip>
      )}
      {pending && (
        <Tooltip label={pending}>
          <IconHourglass size={14} className={classes.pending} role="img" aria-label={pending} />
        </Tooltip>
      )}
    </span>
  );
}

function CustomOf({ deal, fieldKey }: { deal: Deal; fieldKey: string }) {
  const save = useSaveCustom(deal.id);
  return (
    <CustomCell
      subject="DEAL"
      fieldKey={fieldKey}
      values={deal.customFields}
      version={deal.version}
      save={deal.viewerCanEdit ? save : undefined}
    />
  );
}

function AmountCell({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const renderNotice = useNoticeDialog();
  return (
    <EditableField
      deal={deal}
      field="amount"
      label={t('app:field.amount')}
      value={deal.amount ?? null}
      kind="number"
      align="right"
      disabled={!deal.viewerCanEdit}
      renderNotice={renderNotice}
    >
      <Money amount={deal.amount} currency={deal.currency} />
    </EditableField>
  );
}

function CloseCell({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const renderNotice = useNoticeDialog();
  const zone = useCell(timeZoneCell);
  const late = deal.status === 'OPEN' && deal.expectedCloseOn < wallOf(Date.now(), zone).day;
  return (
    <EditableField
      deal={deal}
      field="expectedCloseOn"
      label={t('app:field.expectedCloseOn')}
      value={deal.expectedCloseOn}
      kind="date"
      required
      disabled={!deal.viewerCanEdit}
      renderNotice={renderNotice}
    >
      <span className={late ? classes.late : undefined} title={late ? t('closeIsPast') : undefined}>
        <DateText value={deal.expectedCloseOn} />
      </span>
    </EditableField>
  );
}

function NextStepCell({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const renderNotice = useNoticeDialog();
  return (
    <EditableField
      deal={deal}
      field="nextStep"
      label={t('app:field.nextStep')}
      value={deal.nextStep ?? null}
      disabled={!deal.viewerCanEdit}
      renderNotice={renderNotice}
    />
  );
}

function OwnerCell({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const renderNotice = useNoticeDialog();
  const { owner } = deal;
  return (
    <EditablePicker
      deal={deal}
      field="ownerId"
      label={t('app:field.owner')}
      kind="user"
      value={owner.id}
      required
      disabled={!deal.viewerCanEdit}
      renderNotice={renderNotice}
    >
      <Group gap={6} wrap="nowrap" component="span" display="inline-flex" miw={0}>
        <UserAvatar name={owner.name} color={owner.avatarColor} size={22} />
        <Text size="sm" span truncate>
          {owner.name}
        </Text>
      </Group>
    </EditablePicker>
  );
}

function Plain({ deal, column }: { deal: Deal; column: string }) {
  const labelOf = useLabel();
  const format = useFormat();
  switch (column) {
    case 'account':
      return deal.account ? (
        <Link
          to="/accounts/$accountId"
          params={{ accountId: deal.account.id }}
          className={classes.open}
          onClick={(event) => event.stopPropagation()}
        >
          {deal.account.name}
        </Link>
      ) : (
        '–'
      );
    case 'primaryContact':
      return deal.primaryContact?.name ?? '–';
    case 'stage':
      return (
        <span>
          <span className={classes.dot} style={{ background: stageColor(deal.stage.color) }} aria-hidden />
          {deal.stage.name}
        </span>
      );
    case 'pipeline':
      return deal.pipeline.name;
    case 'status':
      return <StatusBadge status={deal.status} />;
    case 'weightedAmount':
      return <Money amount={deal.weightedAmount} currency={deal.currency} />;
    case 'probability':
      return <span className="ds-number">{format.percent(deal.probability)}</span>;
    case 'source':
      return deal.source ? labelOf(deal.source) : '–';
    case 'lossReason':
      return deal.lossReason ? labelOf(deal.lossReason) : '–';
    case 'forecastCategory':
      return deal.forecastCategory ? <Badge variant="default">{labelOf(deal.forecastCategory)}</Badge> : '–';
    case 'lastActivityAt':
      return <DateText value={deal.lastActivityAt} variant="relative" />;
    case 'stageEnteredAt':
      return <DateText value={deal.stageEnteredAt} variant="relative" />;
    case 'createdAt':
      return <DateText value={deal.createdAt} variant="day" />;
    case 'updatedAt':
      return <DateText value={deal.updatedAt} variant="relative" />;
    case 'closedAt':
      return <DateText value={deal.closedAt} variant="day" />;
    default:
      return null;
  }
}
