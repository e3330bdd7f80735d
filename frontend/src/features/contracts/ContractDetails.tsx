import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractDetails_contract$key } from '@/__generated__/ContractDetails_contract.graphql';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import classes from '../records/Record.module.css';
import { FieldRow, RecordField } from '../records/RecordField';
import { RecordLink } from '../records/RecordLink';
import { RecordStamp } from '../records/RecordStamp';
import { useUpdateContract } from './useUpdateContract';

interface Props {
  contract: ContractDetails_contract$key;
  readOnly: boolean;
}

/** What it is called and what has happened to it. */
export function ContractDetails({ contract, readOnly }: Props) {
  const { t } = useTranslation(['contracts', 'app']);
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment ContractDetails_contract on ContractPackage {
        id
        version
        name
        note
        status
        submittedAt
        submittedBy {
          name
        }
        signedAt
        signedOn
        signedBy {
          name
        }
        cancelReason
        signedFile {
          id
          name
        }
        createdAt
        createdBy {
          name
        }
        updatedAt
        updatedBy {
          name
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
    contract,
  );
  const update = useUpdateContract(data.id);
  const label = (field: string) => t(`app:field.${field}`);
  const shared = { version: data.version, disabled: readOnly };
  const { deal, signedFile } = data;
  return (
    <>
      <dl className={classes.fields}>
        <FieldRow label={label('deal')}>
          <RecordLink kind="deal" id={deal.id} tab="contracts">
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
        <RecordField
          {...shared}
          label={label('name')}
          field="name"
          value={data.name}
          required
          save={(name, version) => update({ name: name ?? data.name }, version)}
        />
        {data.submittedAt && data.status !== 'DRAFT' && (
          <FieldRow label={label('submittedAt')}>
            <DateText value={data.submittedAt} variant="relative" />
            {data.submittedBy && ` · ${data.submittedBy.name}`}
          </FieldRow>
        )}
        {data.signedOn && <FieldRow label={label('signedOn')}>{format.date(data.signedOn)}</FieldRow>}
        {data.signedAt && (
          <FieldRow label={label('signedAt')}>
            <DateText value={data.signedAt} variant="relative" />
            {data.signedBy && ` · ${data.signedBy.name}`}
          </FieldRow>
        )}
        {data.cancelReason && (
          <FieldRow label={label('cancelReason')} wide>
            {data.cancelReason}
          </FieldRow>
        )}
        {signedFile && (
          <FieldRow label={label('signedFile')}>
            <RecordLink kind="deal" id={deal.id} tab="files" file={signedFile.id}>
              {signedFile.name}
            </RecordLink>
          </FieldRow>
        )}
        <RecordField
          {...shared}
          label={label('note')}
          field="note"
          kind="textarea"
          wide
          value={data.note ?? null}
          save={(note, version) => update({ note }, version)}
        />
      </dl>
      <RecordStamp kind="contracts" record={data} />
    </>
  );
}
