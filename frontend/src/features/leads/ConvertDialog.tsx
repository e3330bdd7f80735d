import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ConvertDialog_lead$key } from '@/__generated__/ConvertDialog_lead.graphql';
import type { ConvertDialogMutation } from '@/__generated__/ConvertDialogMutation.graphql';
import { toast } from '@/app/toasts';
import { useStep } from '@/app/useStep';
import { useWorkspace } from '@/app/workspace';
import type { SaveResult } from '@/ui/InlineEdit';
import { RecordDialog } from '@/ui/RecordDialog';
import { isEmail } from '../contacts/parts';
import { atFields } from '../deal/stakeholders/addForm';
import { dayIn, firstStage } from '../deals/createForm';
import { usePipelines } from '../deals/StageSelect';
import { defaultsOf, requiredRules } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { useFormStandards } from '../fields/standards';
import { unmetGate } from '../gate/asking';
import type { Unmet } from '../gate/NewGate';
import { emptyValues, type GateValues, withAsked } from '../gate/values';
import { ConvertAccount } from './ConvertAccount';
import { ConvertContact } from './ConvertContact';
import { ConvertDeal } from './ConvertDeal';
import { ConvertGate } from './ConvertGate';
import { type ConvertValues, convertInput, convertValues, inputsOf } from './convertForm';

interface Props {
  lead: ConvertDialog_lead$key;
  onClose: () => void;
  onConverted: (dealId: string) => void;
}

/** A qualified lead becomes an account, a contact and a deal: known ones or new ones, in one step. */
export default function ConvertDialog({ lead: key, onClose, onConverted }: Props) {
  const { t } = useTranslation(['leads', 'contacts', 'app', 'common']);
  const lead = useFragment(
    graphql`
      fragment ConvertDialog_lead on Lead {
        id
        version
        topic
        company
        person
        firstName
        lastName
        jobTitle
        email
        phone
        website
        source {
          id
        }
        owner {
          id
        }
        duplicates {
          ...Duplicates_found
        }
      }
    `,
    key,
  );
  const workspace = useWorkspace();
  const pipelines = usePipelines();
  const fields = useFields('DEAL');
  const known = { DEAL: fields, ACCOUNT: useFields('ACCOUNT') };
  const [commit] = useStep<ConvertDialogMutation>(graphql`
    mutation ConvertDialogMutation($input: ConvertLeadInput!) {
      convertLead(input: $input) {
        lead {
          id
          version
          ...LeadCells_lead
          ...LeadView_lead
        }
        deal {
          id
          version
          name
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const inputs = inputsOf(lead);
  const ofAccount = useFormStandards('ACCOUNT', inputs.account);
  const ofContact = useFormStandards('CONTACT', inputs.contact);
  const ofDeal = useFormStandards('DEAL', inputs.deal);
  const missing = { account: ofAccount.missing, contact: ofContact.missing, deal: ofDeal.missing };
  const required = t('common:edit.required');
  const form = useForm<ConvertValues>({
    initialValues: convertValues(lead, {
      stageId: firstStage(pipelines),
      currency: workspace.baseCurrency,
      expectedCloseOn: dayIn(workspace.defaultDaysToClose, workspace.timeZone),
      custom: defaultsOf(fields),
    }),
    validate: {
      accountId: (value, { accountMode }) =>
        accountMode === 'new' || value ? null : t('leads:convert.chooseAccount'),
      newAccount: {
        name: (value, { accountMode }) => (accountMode === 'known' || value.trim() ? null : required),
      },
      contactId: (value, { contactMode }) =>
        contactMode !== 'known' || value ? null : t('leads:convert.chooseContact'),
      newContact: {
        lastName: (value, { contactMode }) => (contactMode !== 'new' || value.trim() ? null : required),
        emails: (value, { contactMode }) =>
          contactMode !== 'new' || value.trim() === '' || isEmail(value) ? null : t('contacts:invalid.email'),
      },
      deal: {
        name: (value) => (value.trim() ? null : required),
        custom: requiredRules(fields, required),
      },
    },
  });
  const [unmet, setUnmet] = useState<Unmet>();
  const gate = useForm<GateValues>({ initialValues: emptyValues([]) });

  const onSubmit = async (values: ConvertValues): Promise<SaveResult> => {
    const input = convertInput(lead, values, gate.getValues(), known, fields, missing);
    const result = await commit(lead.id, (expectedVersion) => ({ input: { ...input, expectedVersion } }), {
      onRefused: () => undefined,
    });
    if (result.ok) {
      const { deal } = result.data.convertLead;
      toast.success(t('leads:convert.done', { topic: lead.topic }));
      // After the dialog has closed: closing changes the address, and so does opening the deal.
      if (deal) setTimeout(() => onConverted(deal.id));
      return { ok: true };
    }
    const stopped = unmetGate(result.errors);
    if (stopped?.missing) {
      setUnmet({
        stage: stopped.stage?.name ?? '',
        missing: stopped.missing,
        canOverride: stopped.viewerCanOverride ?? false,
      });
      gate.setValues(withAsked(gate.getValues(), stopped.missing));
    }
    return { ok: false, errors: result.errors.filter((error) => error !== stopped).map(atFields) };
  };

  return (
    <RecordDialog
      title={t('leads:convert.title')}
      form={form}
      submitLabel={t('leads:convert.submit')}
      onClose={onClose}
      onSubmit={onSubmit}
      size="xl"
    >
      <ConvertAccount form={form} found={lead.duplicates} standards={ofAccount} />
      <ConvertContact form={form} found={lead.duplicates} standards={ofContact} />
      <ConvertDeal form={form} fields={fields} standards={ofDeal} />
      {unmet && <ConvertGate unmet={unmet} values={form.values} form={gate} known={known} />}
    </RecordDialog>
  );
}
