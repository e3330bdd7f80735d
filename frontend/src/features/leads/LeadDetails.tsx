import { Anchor, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { LeadDetails_lead$key } from '@/__generated__/LeadDetails_lead.graphql';
import { useLabel } from '@/i18n/label';
import { LookupPicker, UserPicker } from '@/ui/pickers';
import { UserAvatar } from '@/ui/UserAvatar';
import { websiteHref } from '@/ui/website';
import { isEmail } from '../contacts/parts';
import { StandardsOf } from '../fields/StandardsOf';
import { CustomFacts } from '../records/CustomFacts';
import classes from '../records/Record.module.css';
import { FieldRow, RecordField } from '../records/RecordField';
import { RecordStamp } from '../records/RecordStamp';
import { useUpdateLead } from './useUpdateLead';

const PERSON = ['firstName', 'lastName', 'jobTitle'] as const;

/** Who it is and what they asked for; read-only once it was converted or disqualified. */
export function LeadDetails({ lead }: { lead: LeadDetails_lead$key }) {
  const { t } = useTranslation(['leads', 'accounts', 'contacts', 'app']);
  const labelOf = useLabel();
  const data = useFragment(
    graphql`
      fragment LeadDetails_lead on Lead {
        id
        version
        viewerCanEdit
        topic
        company
        firstName
        lastName
        jobTitle
        email
        phone
        website
        description
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
    lead,
  );
  const update = useUpdateLead(data.id);
  const disabled = !data.viewerCanEdit;
  const shared = { version: data.version, disabled };
  const label = (field: string) => t(`app:field.${field}`);

  return (
    <StandardsOf subject="LEAD">
      <dl className={classes.fields}>
        <RecordField
          {...shared}
          label={label('topic')}
          field="topic"
          value={data.topic}
          required
          save={(topic, version) => update({ topic }, version)}
        />
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
          label={label('company')}
          field="company"
          value={data.company ?? null}
          save={(company, version) => update({ company }, version)}
        />
        <RecordField
          {...shared}
          label={label('website')}
          field="website"
          value={data.website ?? null}
          save={(website, version) => update({ website }, version)}
        />
        {data.website && (
          <FieldRow label="">
            <Anchor href={websiteHref(data.website)} target="_blank" rel="noreferrer" size="xs">
              {t('accounts:openWebsite')}
            </Anchor>
          </FieldRow>
        )}
        {PERSON.map((field) => (
          <RecordField
            key={field}
            {...shared}
            label={label(field)}
            field={field}
            value={data[field] ?? null}
            save={(value, version) => update({ [field]: value }, version)}
          />
        ))}
        <RecordField
          {...shared}
          label={label('email')}
          field="email"
          value={data.email ?? null}
          validate={(value) => (value === null || isEmail(value) ? undefined : t('contacts:invalid.email'))}
          save={(email, version) => update({ email }, version)}
        />
        <RecordField
          {...shared}
          label={label('phone')}
          field="phone"
          value={data.phone ?? null}
          save={(phone, version) => update({ phone }, version)}
        />
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
        subject="LEAD"
        record={data}
        values={data.customFields}
        disabled={disabled}
        save={(given, version) => update({ custom: [given] }, version)}
      />
      <RecordStamp kind="leads" record={data} />
    </StandardsOf>
  );
}
