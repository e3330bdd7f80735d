import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalDetails_proposal$key } from '@/__generated__/ProposalDetails_proposal.graphql';
import { LANGUAGE_NAMES, LANGUAGES, toLanguage } from '@/i18n';
import { DateText } from '@/ui/DateText';
import { ContactPicker } from '@/ui/pickers';
import { CustomFacts } from '../records/CustomFacts';
import classes from '../records/Record.module.css';
import { FieldRow, RecordField } from '../records/RecordField';
import { RecordLink } from '../records/RecordLink';
import { RecordStamp } from '../records/RecordStamp';
import { useUpdateProposal } from './useUpdateProposal';
import { ValidUntil } from './ValidUntil';

interface Props {
  proposal: ProposalDetails_proposal$key;
  readOnly: boolean;
}

const LANGUAGE_OPTIONS = LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }));

/** Who it is for, in which language, until when; and what has happened to it. */
export function ProposalDetails({ proposal, readOnly }: Props) {
  const { t } = useTranslation(['proposals', 'app']);
  const data = useFragment(
    graphql`
      fragment ProposalDetails_proposal on Proposal {
        id
        version
        status
        language
        validUntil
        submittedAt
        sentAt
        sentBy {
          name
        }
        decidedAt
        declineReason
        createdAt
        createdBy {
          name
        }
        updatedAt
        updatedBy {
          name
        }
        contact {
          id
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
        customFields {
          ...CustomRows_values
        }
      }
    `,
    proposal,
  );
  const update = useUpdateProposal(data.id);
  const label = (field: string) => t(`app:field.${field}`);
  const shared = { version: data.version, disabled: readOnly };
  const { deal, contact, status } = data;
  const language = toLanguage(data.language);
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
        <RecordField
          {...shared}
          label={t('proposals:contact')}
          field="contact"
          value={contact?.id ?? null}
          picker={(props) => <ContactPicker {...props} accountId={deal.account?.id} />}
          save={(contactId, version) => update({ contactId }, version)}
        >
          {contact &&
            (readOnly ? (
              <RecordLink kind="contact" id={contact.id}>
                {contact.name}
              </RecordLink>
            ) : (
              contact.name
            ))}
        </RecordField>
        <RecordField
          {...shared}
          label={label('language')}
          field="language"
          kind="select"
          options={LANGUAGE_OPTIONS}
          value={data.language}
          required
          save={(value, version) => update({ language: value ?? data.language }, version)}
        >
          {language ? LANGUAGE_NAMES[language] : data.language}
        </RecordField>
        <RecordField
          {...shared}
          label={label('validUntil')}
          field="validUntil"
          kind="date"
          value={data.validUntil}
          required
          save={(value, version) => update({ validUntil: value ?? data.validUntil }, version)}
        >
          <ValidUntil day={data.validUntil} status={status} />
        </RecordField>
        {data.submittedAt && status !== 'DRAFT' && (
          <FieldRow label={label('submittedAt')}>
            <DateText value={data.submittedAt} variant="relative" />
          </FieldRow>
        )}
        {data.sentAt && (
          <FieldRow label={label('sentAt')}>
            <DateText value={data.sentAt} variant="relative" />
            {data.sentBy && ` · ${data.sentBy.name}`}
          </FieldRow>
        )}
        {data.decidedAt && (
          <FieldRow label={label('decidedAt')}>
            <DateText value={data.decidedAt} variant="relative" />
          </FieldRow>
        )}
        {data.declineReason && (
          <FieldRow label={label('declineReason')} wide>
            {data.declineReason}
          </FieldRow>
        )}
      </dl>
      <CustomFacts
        subject="PROPOSAL"
        record={data}
        values={data.customFields}
        disabled={readOnly}
        save={(given, version) => update({ custom: [given] }, version)}
      />
      <RecordStamp kind="proposals" record={data} />
    </>
  );
}
