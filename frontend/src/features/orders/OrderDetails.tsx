import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { OrderDetails_order$key } from '@/__generated__/OrderDetails_order.graphql';
import { DateText } from '@/ui/DateText';
import { useProposalName } from '../proposals/useProposalName';
import classes from '../records/Record.module.css';
import { FieldRow, RecordField } from '../records/RecordField';
import { RecordLink } from '../records/RecordLink';
import { RecordStamp } from '../records/RecordStamp';
import type { OrderActions } from './useOrder';

interface Props {
  order: OrderDetails_order$key;
  actions: OrderActions;
  readOnly: boolean;
}

/** Where the order comes from, and what became of it. Only the note can be written. */
export function OrderDetails({ order, actions, readOnly }: Props) {
  const { t } = useTranslation(['orders', 'app']);
  const nameOf = useProposalName();
  const data = useFragment(
    graphql`
      fragment OrderDetails_order on Order {
        id
        version
        note
        fulfilledAt
        cancelledAt
        cancelReason
        createdAt
        createdBy {
          name
        }
        updatedAt
        updatedBy {
          name
        }
        proposal {
          id
          number
          revision
        }
        deal {
          id
          name
          account {
            id
            name
          }
        }
      }
    `,
    order,
  );
  const { deal, proposal } = data;
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <>
      <dl className={classes.fields}>
        <FieldRow label={label('deal')}>
          <RecordLink kind="deal" id={deal.id} tab="proposals">
            {deal.name}
          </RecordLink>
        </FieldRow>
        {deal.account && (
          <FieldRow label={label('account')}>
            <RecordLink kind="account" id={deal.account.id}>
              {deal.account.name}
            </RecordLink>
          </FieldRow>
        )}
        <FieldRow label={label('proposal')}>
          {proposal ? (
            <RecordLink kind="proposal" id={proposal.id}>
              {nameOf(proposal)}
            </RecordLink>
          ) : (
            t('orders:byHand')
          )}
        </FieldRow>
        {data.fulfilledAt && (
          <FieldRow label={label('fulfilledAt')}>
            <DateText value={data.fulfilledAt} variant="relative" />
          </FieldRow>
        )}
        {data.cancelledAt && (
          <FieldRow label={label('cancelledAt')}>
            <DateText value={data.cancelledAt} variant="relative" />
          </FieldRow>
        )}
        {data.cancelReason && (
          <FieldRow label={label('cancelReason')} wide>
            {data.cancelReason}
          </FieldRow>
        )}
        <RecordField
          label={label('note')}
          field="note"
          kind="textarea"
          wide
          value={data.note ?? null}
          version={data.version}
          disabled={readOnly}
          save={(note, version) => actions.save({ note }, version)}
        />
      </dl>
      <RecordStamp kind="orders" record={data} />
    </>
  );
}
