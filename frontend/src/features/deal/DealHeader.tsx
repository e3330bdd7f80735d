import { ActionIcon, Badge, Group, Text, Tooltip } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import IconFlame from '@tabler/icons-react/dist/esm/icons/IconFlame.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import IconLockOpen from '@tabler/icons-react/dist/esm/icons/IconLockOpen.mjs';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { DealHeader_deal$key } from '@/__generated__/DealHeader_deal.graphql';
import { useLabel } from '@/i18n/label';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import { UserAvatar } from '@/ui/UserAvatar';
import { PresentPeople } from '../presence/PresentPeople';
import { FreshContext } from '../records/useFresh';
import classes from './Deal.module.css';
import { DealActions } from './DealActions';
import { EditableField } from './EditableField';
import { EditablePicker } from './EditablePicker';
import { StatusBadge } from './StatusBadge';

interface Props {
  deal: DealHeader_deal$key;
  dialog: string | undefined;
  onDialog: (dialog: string | undefined) => void;
}

/** The deal at a glance: what, with whom, how much, until when. */
export function DealHeader({ deal: key, dialog, onDialog }: Props) {
  const { t } = useTranslation('deals');
  const labelOf = useLabel();
  const fresh = useContext(FreshContext);
  const deal = useFragment(
    graphql`
      fragment DealHeader_deal on Deal {
        id
        version
        name
        status
        restricted
        rotting
        viewerCanEdit
        inactiveReason
        amount
        currency
        lineTotals {
          lines
        }
        weightedAmount
        probability
        expectedCloseOn
        closedAt
        lossReason {
          id
          label
          labels {language text}
        }
        account {
          id
          name
        }
        owner {
          id
          name
          avatarColor
        }
        ...DealActions_deal
      }
    `,
    key,
  );
  useDocumentTitle(`${deal.name} · Dealstream`);
  const readOnly = !deal.viewerCanEdit;
  const { lines } = deal.lineTotals;
  const label = (name: string) => t(`app:field.${name}`);
  const lockLabel = deal.restricted ? t('share.restricted') : t('share.open');

  return (
    <header className={classes.card}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Group gap="xs" miw={0} flex="1 1 260px">
          <h1 className={classes.title} data-edit-name aria-label={deal.name}>
            <EditableField
              deal={deal}
              field="name"
              label={label('name')}
              value={deal.name}
              required
              disabled={readOnly}
            />
          </h1>
          <StatusBadge status={deal.status} />
          {deal.rotting && (
            <Badge
              variant="default"
              leftSection={<IconFlame size={13} color="var(--mantine-color-error)" aria-hidden />}
            >
              {t('rotting')}
            </Badge>
          )}
          <PresentPeople />
          <Tooltip label={lockLabel}>
            <ActionIcon aria-label={lockLabel} onClick={() => onDialog('share')} disabled={readOnly}>
              {deal.restricted ? <IconLock size={18} /> : <IconLockOpen size={18} />}
            </ActionIcon>
          </Tooltip>
        </Group>
        <DealActions deal={deal} dialog={dialog} onDialog={onDialog} />
      </Group>
      {deal.status === 'INACTIVE' && deal.inactiveReason && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('inactive.because', { reason: deal.inactiveReason })}
        </Text>
      )}
      {deal.status === 'LOST' && deal.lossReason && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('lost.because', { reason: labelOf(deal.lossReason) })}
        </Text>
      )}
      <dl className={classes.facts} style={{ marginTop: 14 }}>
        <Fact label={label('account')} fresh={fresh.has('account')}>
          {deal.account ? (
            <Link to="/accounts/$accountId" params={{ accountId: deal.account.id }}>
              {deal.account.name}
            </Link>
          ) : (
            '–'
          )}
        </Fact>
        <Fact label={label('owner')}>
          <EditablePicker
            deal={deal}
            field="ownerId"
            label={label('owner')}
            kind="user"
            value={deal.owner.id}
            required
            disabled={readOnly}
          >
            <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
              <UserAvatar name={deal.owner.name} color={deal.owner.avatarColor} size={22} />
              {deal.owner.name}
            </Group>
          </EditablePicker>
        </Fact>
        <Fact label={label('amount')}>
          <EditableField
            deal={deal}
            field="amount"
            label={label('amount')}
            value={deal.amount ?? null}
            kind="number"
            disabled={readOnly || lines > 0}
          >
            <strong>
              <Money amount={deal.amount} currency={deal.currency} />
            </strong>
          </EditableField>
          {lines > 0 && (
            <Tooltip label={t('amountOfLines')} multiline maw={260}>
              <Link to="." search={{ tab: 'products' }} className={classes.hint}>
                {t('ofLines', { count: lines })}
              </Link>
            </Tooltip>
          )}
        </Fact>
        <Fact label={t('column.weightedAmount')}>
          <Money amount={deal.weightedAmount} currency={deal.currency} />
        </Fact>
        {deal.closedAt ? (
          <Fact label={label('closedAt')}>
            <DateText value={deal.closedAt} />
          </Fact>
        ) : (
          <Fact label={label('expectedCloseOn')}>
            <EditableField
              deal={deal}
              field="expectedCloseOn"
              label={label('expectedCloseOn')}
              value={deal.expectedCloseOn}
              kind="date"
              required
              disabled={readOnly}
            >
              <DateText value={deal.expectedCloseOn} />
            </EditableField>
          </Fact>
        )}
      </dl>
    </header>
  );
}

function Fact({ label, fresh, children }: { label: string; fresh?: boolean; children: ReactNode }) {
  return (
    <div data-fresh={fresh || undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
