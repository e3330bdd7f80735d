import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportUserErrors } from '@/app/errors';
import { toast } from '@/app/toasts';
import { type ConflictError, saveMerging } from '../../records/merge';
import { baseOf, followed, isValidDays, type Known, type PaperValues, patchOf } from './paper';
import { useSaveProposalSettings } from './useSaveProposalSettings';

/** The settings as a form that goes along with what others save, as far as nobody has touched it here. */
export function usePaperForm(known: Known | null) {
  const { t } = useTranslation('settings');
  const [save, busy] = useSaveProposalSettings();
  const [base, setBase] = useState(() => baseOf(known));
  const [taken, setTaken] = useState<Known | null | undefined>(known);
  const [clash, setClash] = useState<ConflictError>();
  const form = useForm<PaperValues>({
    initialValues: base.values,
    validate: { validDays: (days) => (isValidDays(days) ? null : t('paper.validDaysHint')) },
  });
  const { getValues, setValues } = form;
  useEffect(() => {
    if (taken === known) return;
    setTaken(known);
    const next = followed(base, getValues(), baseOf(known));
    setBase(next.base);
    setValues(next.shown);
  }, [base, getValues, known, setValues, taken]);
  const dirty = Object.keys(patchOf(base.values, form.values)).length > 0;

  const submit = form.onSubmit(async (values) => {
    const patch = patchOf(base.values, values);
    if (busy || Object.keys(patch).length === 0) return;
    let { version } = base;
    const send = async (expected?: number) => {
      const answer = await save(patch, expected);
      if (answer.ok) version = answer.data.updateProposalSettings.proposalSettings?.version;
      return answer;
    };
    const from = clash?.currentVersion ?? base.version;
    const result = await (from === undefined ? send() : saveMerging(Object.keys(patch), from, send));
    if ('clash' in result) return setClash(result.clash);
    if (!result.ok) return void reportUserErrors(result.errors, form);
    setClash(undefined);
    setBase((before) => ({ version, values: { ...before.values, ...values } }));
    // From here the form follows what the server has made of it.
    setTaken(undefined);
    toast.success(t('saved'));
  });
  const takeTheirs = () => {
    const now = baseOf(known);
    setClash(undefined);
    setBase(now);
    setValues(now.values);
    form.clearErrors();
  };
  return { form, submit, busy, dirty, clash, takeTheirs };
}
