import { Anchor, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { AccountDetails_account$key } from '@/__generated__/AccountDetails_account.graphql';
import { useCanWrite } from '@/app/viewer';
import { useWorkspace } from '@/app/workspace';
import { useFormat } from '@/i18n/format';
import { useLabel } from '@/i18n/label';
import { Money } from '@/ui/Money';
import { AccountPicker, LookupPicker, UserPicker } from '@/ui/pickers';
import { UserAvatar } from '@/ui/UserAvatar';
import { websiteHref } from '@/ui/website';
import { StandardsOf } from '../fields/StandardsOf';
import { CustomFacts } from '../records/CustomFacts';
import classes from '../records/Record.module.css';
import { FieldRow, RecordField } from '../records/RecordField';
import { RecordLink } from '../records/RecordLink';
import { RecordStamp } from '../records/RecordStamp';
import { useUpdateAccount } from './useUpdateAccount';

/** Addresses are typed without their scheme; a link needs one. */
export function AccountDetails({ account }: { account: AccountDetails_account$key }) {
  const { t } = useTranslation(['accounts', 'app']);
  const labelOf = useLabel();
  const format = useFormat();
  const currency = useWorkspace().baseCurrency;
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment AccountDetails_account on Account {
        id
        version
        name
        website
        phone
        address
        description
        employees
        annualRevenue
        foundedYear
        industry {
          id
          label
          labels {language text}
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
        parent {
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
        customFields {
          ...CustomRows_values
        }
      }
    `,
    account,
  );
  const update = useUpdateAccount(data.id);
  const shared = { version: data.version, disabled: !canWrite };
  const label = (field: string) => t(`app:field.${field}`);
  const whole = (value: string | null) =>
    value === null || /^\d+$/.test(value) ? undefined : t('accounts:invalid.whole');
  const year = (value: string | null) =>
    value === null || (/^\d{4}$/.test(value) && Number(value) <= new Date().getFullYear())
      ? undefined
      : t('accounts:invalid.year');

  return (
    <StandardsOf subject="ACCOUNT">
      <dl className={classes.fields}>
        <RecordField
          {...shared}
          label={label('name')}
          field="name"
          value={data.name}
          required
          save={(name, version) => update({ name }, version)}
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
          label={label('industry')}
          field="industry"
          value={data.industry?.id ?? null}
          picker={(props) => <LookupPicker kind="INDUSTRY" {...props} />}
          save={(industryId, version) => update({ industryId }, version)}
        >
          {data.industry && labelOf(data.industry)}
        </RecordField>
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
        <RecordField
          {...shared}
          label={label('phone')}
          field="phone"
          value={data.phone ?? null}
          save={(phone, version) => update({ phone }, version)}
        />
        <RecordField
          {...shared}
          label={label('address')}
          field="address"
          kind="textarea"
          value={data.address ?? null}
          save={(address, version) => update({ address }, version)}
        />
        <RecordField
          {...shared}
          label={label('parent')}
          field="parent"
          value={data.parent?.id ?? null}
          picker={(props) => <AccountPicker {...props} />}
          save={(parentId, version) => update({ parentId }, version)}
        >
          {data.parent?.name}
        </RecordField>
        {data.parent && (
          <FieldRow label="">
            <RecordLink kind="account" id={data.parent.id} size="xs">
              {t('accounts:openParent')}
            </RecordLink>
          </FieldRow>
        )}
        <RecordField
          {...shared}
          label={label('employees')}
          field="employees"
          kind="number"
          value={data.employees === null || data.employees === undefined ? null : String(data.employees)}
          validate={whole}
          save={(value, version) => update({ employees: value === null ? null : Number(value) }, version)}
        >
          {data.employees === null || data.employees === undefined
            ? undefined
            : format.number(data.employees)}
        </RecordField>
        <RecordField
          {...shared}
          label={label('annualRevenue')}
          field="annualRevenue"
          kind="number"
          value={data.annualRevenue ?? null}
          save={(annualRevenue, version) => update({ annualRevenue }, version)}
        >
          <Money amount={data.annualRevenue} currency={currency} />
        </RecordField>
        <RecordField
          {...shared}
          label={label('foundedYear')}
          field="foundedYear"
          value={data.foundedYear ? String(data.foundedYear) : null}
          validate={year}
          save={(value, version) => update({ foundedYear: value === null ? null : Number(value) }, version)}
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
        subject="ACCOUNT"
        record={data}
        values={data.customFields}
        disabled={!canWrite}
        save={(given, version) => update({ custom: [given] }, version)}
      />
      <RecordStamp kind="accounts" record={data} />
    </StandardsOf>
  );
}
