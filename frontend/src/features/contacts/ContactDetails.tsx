import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContactDetails_contact$key } from '@/__generated__/ContactDetails_contact.graphql';
import { useCanWrite } from '@/app/viewer';
import { useLabel } from '@/i18n/label';
import { AccountPicker, LookupPicker, UserPicker } from '@/ui/pickers';
import { UserAvatar } from '@/ui/UserAvatar';
import { StandardsOf } from '../fields/StandardsOf';
import { useStandards } from '../fields/standards';
import { CustomFacts } from '../records/CustomFacts';
import { ListEdit } from '../records/ListEdit';
import { saveMerging } from '../records/merge';
import classes from '../records/Record.module.css';
import { FieldRow, RecordField } from '../records/RecordField';
import { RecordLink } from '../records/RecordLink';
import { RecordStamp } from '../records/RecordStamp';
import { isEmail, useLanguageName, useLanguageOptions } from './parts';
import { useUpdateContact } from './useUpdateContact';

export function ContactDetails({ contact }: { contact: ContactDetails_contact$key }) {
  const { t } = useTranslation(['contacts', 'app']);
  const labelOf = useLabel();
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment ContactDetails_contact on Contact {
        id
        version
        name
        firstName
        lastName
        jobTitle
        department
        emails
        phones
        language
        description
        account {
          id
          name
        }
        source {
          id
          label
          labels {language text}
        }
        owner {
          id
          name
          avatarColor
        }
        createdAt
        createdBy {
          name
        }
        updatedAt
        updatedBy {
          name
        }
        customFields {
          ...CustomRows_values
        }
      }
    `,
    contact,
  );
  const standards = useStandards('CONTACT');
  const update = useUpdateContact(data.id);
  const languageName = useLanguageName();
  const languages = useLanguageOptions(data.language);
  const shared = { version: data.version, disabled: !canWrite };
  const label = (field: string) => t(`app:field.${field}`);

  return (
    <StandardsOf subject="CONTACT">
      <dl className={classes.fields}>
        <RecordField
          {...shared}
          label={label('firstName')}
          field="firstName"
          value={data.firstName || null}
          save={(firstName, version) => update({ firstName: firstName ?? '' }, version)}
        />
        <RecordField
          {...shared}
          label={label('lastName')}
          field="lastName"
          value={data.lastName}
          required
          save={(lastName, version) => update({ lastName }, version)}
        />
        <RecordField
          {...shared}
          label={label('account')}
          field="account"
          value={data.account?.id ?? null}
          picker={(props) => <AccountPicker {...props} />}
          save={(accountId, version) => update({ accountId }, version)}
        >
          {data.account?.name}
        </RecordField>
        {data.account && (
          <FieldRow label="">
            <RecordLink kind="account" id={data.account.id} size="xs">
              {t('contacts:openAccount')}
            </RecordLink>
          </FieldRow>
        )}
        <RecordField
          {...shared}
          label={label('jobTitle')}
          field="jobTitle"
          value={data.jobTitle ?? null}
          save={(jobTitle, version) => update({ jobTitle }, version)}
        />
        <RecordField
          {...shared}
          label={label('department')}
          field="department"
          value={data.department ?? null}
          save={(department, version) => update({ department }, version)}
        />
        <FieldRow label={label('emails')} asked={standards.get('emails')?.required}>
          <ListEdit
            label={label('emails')}
            addLabel={t('contacts:addEmail')}
            type="email"
            values={data.emails}
            disabled={!canWrite}
            validate={(value) => (isEmail(value) ? undefined : t('contacts:invalid.email'))}
            onSave={(emails) => saveMerging('emails', data.version, (version) => update({ emails }, version))}
          />
        </FieldRow>
        <FieldRow label={label('phones')} asked={standards.get('phones')?.required}>
          <ListEdit
            label={label('phones')}
            addLabel={t('contacts:addPhone')}
            type="tel"
            values={data.phones}
            disabled={!canWrite}
            onSave={(phones) => saveMerging('phones', data.version, (version) => update({ phones }, version))}
          />
        </FieldRow>
        <RecordField
          {...shared}
          label={label('language')}
          field="language"
          kind="select"
          options={languages}
          value={data.language ?? null}
          save={(language, version) => update({ language }, version)}
        >
          {data.language ? languageName(data.language) : undefined}
        </RecordField>
        <RecordField
          {...shared}
          label={label('owner')}
          field="owner"
          value={data.owner.id}
          required
          picker={(props) => <UserPicker {...props} />}
          save={(ownerId, version) => update({ ownerId }, version)}
        >
          <Group gap={8} wrap="nowrap" component="span">
            <UserAvatar name={data.owner.name} color={data.owner.avatarColor} size={22} />
            {data.owner.name}
          </Group>
        </RecordField>
        <RecordField
          {...shared}
          label={label('source')}
          field="source"
          value={data.source?.id ?? null}
          picker={(props) => <LookupPicker kind="SOURCE" {...props} />}
          save={(sourceId, version) => update({ sourceId }, version)}
        >
          {data.source && labelOf(data.source)}
        </RecordField>
        <RecordField
          {...shared}
          wide
          label={label('description')}
          field="description"
          kind="textarea"
          value={data.description ?? null}
          save={(description, version) => update({ description }, version)}
        />
      </dl>
      <CustomFacts
        subject="CONTACT"
        record={data}
        values={data.customFields}
        disabled={!canWrite}
        save={(given, version) => update({ custom: [given] }, version)}
      />
      <RecordStamp kind="contacts" record={data} />
    </StandardsOf>
  );
}
