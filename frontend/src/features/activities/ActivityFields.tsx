import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '@/ui/DateInput';
import { LookupPicker, UserPicker } from '@/ui/pickers';
import { loadUsers } from '@/ui/recordOptions';
import { pickerProps } from '../records/pickerProps';
import classes from './Activities.module.css';
import { contactsOf } from './contacts';
import type { Values } from './form';
import { MinutesField } from './MinutesField';
import { PeopleField } from './PeopleField';
import { DURATIONS } from './when';

interface Props {
  form: UseFormReturnType<Values>;
  /** It is yet to take place: its minutes are its agenda, and there is no outcome. */
  planned: boolean;
  /** Whose people are offered first. */
  accountId: string | undefined;
}

/** 90 → 1 h 30 min, in the language's own short words. */
function useDurations(current: string) {
  const { i18n, t } = useTranslation('activities');
  return useMemo(() => {
    const unit = (value: number, name: 'hour' | 'minute') =>
      new Intl.NumberFormat(i18n.language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
    const label = (minutes: number) => {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
      return [hours > 0 && unit(hours, 'hour'), rest > 0 && unit(rest, 'minute')].filter(Boolean).join(' ');
    };
    const known = new Set<number>(DURATIONS);
    if (current !== '') known.add(Number(current));
    const lasting = [...known].sort((a, b) => a - b).filter((minutes) => minutes > 0);
    return [
      { value: '', label: t('form.noEnd') },
      ...lasting.map((minutes) => ({ value: String(minutes), label: label(minutes) })),
    ];
  }, [current, i18n.language, t]);
}

/** What is said of an activity, new or known. */
export function ActivityFields({ form, planned, accountId }: Props) {
  const { t } = useTranslation(['activities', 'app', 'common']);
  const { values, errors } = form;
  const durations = useDurations(values.duration);
  const load = useMemo(() => contactsOf(accountId), [accountId]);

  return (
    <>
      <div className={classes.what}>
        <LookupPicker
          kind="ACTIVITY_KIND"
          label={t('app:field.kind')}
          required
          clearable={false}
          {...pickerProps(form, 'kindId')}
        />
        <TextInput
          label={t('activities:field.subject')}
          required
          data-autofocus
          placeholder={t(planned ? 'activities:form.subjectAhead' : 'activities:form.subjectPast')}
          {...form.getInputProps('subject')}
        />
      </div>
      <div className={classes.when}>
        <DateInput
          label={t('activities:form.day')}
          required
          value={values.day}
          error={errors.day}
          onChange={(day) => form.setFieldValue('day', day)}
        />
        <TimeInput
          label={t('activities:form.time')}
          required
          value={values.time}
          error={errors.time}
          onChange={(event) => form.setFieldValue('time', event.currentTarget.value)}
        />
        <Select
          label={t('activities:form.duration')}
          allowDeselect={false}
          data={durations}
          value={values.duration}
          error={errors.duration}
          onChange={(duration) => form.setFieldValue('duration', duration ?? '')}
        />
      </div>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <PeopleField
          label={t('activities:form.contacts')}
          load={load}
          value={values.contactIds}
          error={errors.contactIds}
          onChange={(ids) => form.setFieldValue('contactIds', ids)}
        />
        <PeopleField
          label={t('activities:form.users')}
          load={loadUsers}
          value={values.userIds}
          error={errors.userIds}
          onChange={(ids) => form.setFieldValue('userIds', ids)}
        />
      </SimpleGrid>
      <UserPicker
        label={t('app:field.owner')}
        description={planned ? t('activities:form.ownerHint') : undefined}
        required
        clearable={false}
        {...pickerProps(form, 'ownerId')}
      />
      {!planned && (
        <Textarea
          label={t('app:field.outcome')}
          placeholder={t('activities:form.outcomeHint')}
          autosize
          minRows={1}
          maxRows={4}
          {...form.getInputProps('outcome')}
        />
      )}
      <MinutesField
        label={t(planned ? 'activities:minutes.agenda' : 'activities:field.minutes')}
        description={t('activities:minutes.hint')}
        value={values.minutes}
        error={errors.minutes}
        onChange={(text) => form.setFieldValue('minutes', text)}
      />
    </>
  );
}
