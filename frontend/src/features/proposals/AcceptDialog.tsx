import { Alert, Checkbox, List, Select, Text, Textarea } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, useRelayEnvironment } from 'react-relay/hooks';
import type { AcceptDialogMutation } from '@/__generated__/AcceptDialogMutation.graphql';
import type { AcceptDialogQuery } from '@/__generated__/AcceptDialogQuery.graphql';
import { toast } from '@/app/toasts';
import { useStep } from '@/app/useStep';
import { useWorkspace } from '@/app/workspace';
import type { SaveResult } from '@/ui/InlineEdit';
import { Money } from '@/ui/Money';
import { RecordDialog } from '@/ui/RecordDialog';
import { wonByMe } from '../celebration/own';
import { useFields } from '../fields/definitions';
import { type Requirement, unmetGate } from '../gate/asking';
import { GateFields } from '../gate/GateFields';
import { useNeedLabel } from '../gate/useNeedLabel';
import { askedFor, emptyValues, type GateValues, type Known } from '../gate/values';
import { type AcceptValues, acceptInput, wonStages } from './acceptForm';

const query = graphql`
  query AcceptDialogQuery($id: ID!) {
    proposal(id: $id) {
      id
      number
      net
      currency
      deal {
        id
        name
        status
        currency
        account {
          id
        }
        pipeline {
          id
          stages {
            id
            name
            kind
            position
          }
        }
      }
    }
  }
`;

interface Unmet {
  stage: string;
  missing: readonly Requirement[];
  canOverride: boolean;
}

/** The customer said yes: what follows for the deal is decided in the same step, and all of it happens or nothing. */
export default function AcceptDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['proposals', 'gate', 'app']);
  const environment = useRelayEnvironment();
  const { proposal } = useLazyLoadQuery<AcceptDialogQuery>(query, { id });
  const known: Known = { DEAL: useFields('DEAL'), ACCOUNT: useFields('ACCOUNT') };
  const stages = proposal ? wonStages(proposal.deal) : [];
  const [unmet, setUnmet] = useState<Unmet>();
  const gate = useForm<GateValues>({ initialValues: emptyValues([]) });
  const form = useForm<AcceptValues>({
    initialValues: { stageId: stages[0]?.id ?? '', createOrder: true, winLossReport: '' },
  });
  const [commit] = useStep<AcceptDialogMutation>(graphql`
    mutation AcceptDialogMutation($input: AcceptProposalInput!) {
      acceptProposal(input: $input) {
        proposal {
          ...ProposalCells_proposal
          ...ProposalView_proposal
        }
        deal {
          ...DealHeader_deal
          ...DealStages_deal
          ...DealCell_deal
        }
        order {
          id
          number
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  if (!proposal) return null;
  const { deal } = proposal;

  const onSubmit = async (values: AcceptValues): Promise<SaveResult> => {
    const inputAt = (expectedVersion: number) =>
      acceptInput({ id, expectedVersion }, values, gate.getValues(), deal.account?.id, known);
    const result = await commit(id, (expectedVersion) => ({ input: inputAt(expectedVersion) }), {
      onRefused: () => undefined,
    });
    if (result.ok) {
      if (values.stageId) wonByMe(environment, deal.id);
      const order = result.data.acceptProposal.order?.number;
      toast.success(order ? t('proposals:accept.doneOrder', { order }) : t('proposals:accept.done'));
      return { ok: true };
    }
    const stopped = unmetGate(result.errors);
    if (stopped?.missing) {
      const { missing, stage, viewerCanOverride = false } = stopped;
      setUnmet({ stage: stage?.name ?? '', missing, canOverride: viewerCanOverride });
      const [blank, old] = [emptyValues(missing), gate.getValues()];
      // What was typed already stays.
      gate.setValues({
        ...old,
        fields: { ...blank.fields, ...old.fields, custom: { ...blank.fields.custom, ...old.fields.custom } },
        account: {
          ...blank.account,
          ...old.account,
          custom: { ...blank.account.custom, ...old.account.custom },
        },
      });
    }
    // What is missing stands in the dialog; everything else is told as ever.
    return { ok: false, errors: result.errors.filter((error) => error !== stopped) };
  };

  return (
    <RecordDialog
      title={t('proposals:accept.title', { number: proposal.number })}
      form={form}
      submitLabel={t('proposals:accept.confirm')}
      onClose={onClose}
      onSubmit={onSubmit}
    >
      <Text size="sm" c="dimmed">
        {t('proposals:accept.body')} <Money amount={proposal.net} currency={proposal.currency} />
      </Text>
      {stages.length > 0 ? (
        <Select
          label={t('proposals:accept.stage', { deal: deal.name })}
          data-autofocus
          allowDeselect={false}
          data={[
            ...stages.map((stage) => ({ value: stage.id, label: stage.name })),
            { value: '', label: t('proposals:accept.stay') },
          ]}
          value={form.values.stageId}
          onChange={(stageId) => {
            form.setFieldValue('stageId', stageId ?? '');
            setUnmet(undefined);
          }}
        />
      ) : (
        <Text size="sm">{t('proposals:accept.closed')}</Text>
      )}
      <Checkbox
        label={t('proposals:accept.order')}
        description={t('proposals:accept.orderHint')}
        {...form.getInputProps('createOrder', { type: 'checkbox' })}
      />
      {form.values.stageId !== '' && !unmet?.missing.some(({ key }) => key === 'winLossReport') && (
        <Textarea
          label={t('app:field.winLossReport')}
          description={t('proposals:accept.reportHint')}
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps('winLossReport')}
        />
      )}
      {unmet && (
        <Missing
          unmet={unmet}
          form={gate}
          known={known}
          currency={deal.currency}
          accountId={deal.account?.id ?? null}
        />
      )}
    </RecordDialog>
  );
}

interface MissingProps {
  unmet: Unmet;
  form: UseFormReturnType<GateValues>;
  known: Known;
  currency: string;
  accountId: string | null;
}

/** What the stage asks for: fields that can be filled in here, and the rest by name. */
function Missing({ unmet, form, known, currency, accountId }: MissingProps) {
  const { t } = useTranslation(['proposals', 'gate']);
  const { baseCurrency } = useWorkspace();
  const needLabel = useNeedLabel();
  const { stage, missing, canOverride } = unmet;
  const asked = missing.filter((one) => askedFor(one));
  const others = missing.filter((one) => !asked.includes(one));
  const { accountId: chosen } = form.values.fields;
  return (
    <>
      <Alert color="amber" role="alert" title={t('proposals:accept.gate', { stage })}>
        <Text size="sm">{t('proposals:accept.gateHint')}</Text>
        {others.length > 0 && (
          <List size="sm" mt={4}>
            {others.map(({ kind, key, label }) => (
              <List.Item key={key}>{needLabel(kind, key, label)}</List.Item>
            ))}
          </List>
        )}
      </Alert>
      <GateFields
        missing={asked}
        form={form}
        currency={currency}
        baseCurrency={baseCurrency}
        accountId={typeof chosen === 'string' && chosen ? chosen : accountId}
        known={known}
      />
      {canOverride && (
        <Textarea
          label={t('gate:override')}
          description={t('gate:overrideHint')}
          autosize
          minRows={1}
          maxRows={6}
          {...form.getInputProps('overrideReason')}
        />
      )}
    </>
  );
}
