import { Alert, Anchor, List, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { GateDialogDecideMutation } from '@/__generated__/GateDialogDecideMutation.graphql';
import type { GateDialogMutation } from '@/__generated__/GateDialogMutation.graphql';
import type { GateDialogQuery } from '@/__generated__/GateDialogQuery.graphql';
import { useStep } from '@/app/useStep';
import { RecordDialog } from '@/ui/RecordDialog';
import { useTellAsked } from '../approvals/useTellAsked';
import { useFields } from '../fields/definitions';
import { type StoppedMove, stoppedMove, unmetGate } from './asking';
import { GateFields } from './GateFields';
import { askedFor, forgetTyped, keepTyped, startValues, toInput } from './values';

/** Where a fact is made true: a tab of the deal's page. */
const TABS: Readonly<Record<string, string>> = {
  competitorNamed: 'competitors',
  contractSigned: 'contracts',
  decisionMakerKnown: 'stakeholders',
  linesExist: 'products',
  mandatoryTasksDone: 'tasks',
  nextTaskPlanned: 'tasks',
  proposalAccepted: 'proposals',
  proposalApproved: 'proposals',
  proposalSent: 'proposals',
};

/** What a stage asks for and the deal does not have: filled here, the move goes on from here. */
export default function GateDialog({ move }: { move: StoppedMove }) {
  const { t } = useTranslation('gate');
  const [missing, setMissing] = useState(move.missing);
  const { deal, workspace } = useLazyLoadQuery<GateDialogQuery>(
    graphql`
      query GateDialogQuery($id: ID!) {
        workspace {
          id
          baseCurrency
        }
        deal(id: $id) {
          id
          version
          name
          currency
          account {
            id
            name
          }
        }
      }
    `,
    { id: move.dealId },
    { fetchPolicy: 'store-and-network' },
  );
  const [act] = useStep<GateDialogMutation>(graphql`
    mutation GateDialogMutation($input: MoveDealInput!) {
      moveDeal(input: $input) {
        deal {
          id
          version
          rank
          stage {
            id
            version
          }
          ...BoardCard_deal
          ...DealCell_deal
          ...DealHeader_deal
          ...DealStages_deal
          ...StagePanel_deal
          ...DealFields_deal
          ...DealVisits_deal
        }
        pendingApproval {
          id
          version
          stage {
            id
            name
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [decide] = useStep<GateDialogDecideMutation>(graphql`
    mutation GateDialogDecideMutation($input: DecideGoNoGoInput!) {
      decideGoNoGo(input: $input) {
        deal {
          id
          version
          ...BoardCard_deal
          ...DealCell_deal
          ...DealHeader_deal
          ...DealStages_deal
          ...StagePanel_deal
          ...DealFields_deal
          ...DealVisits_deal
        }
        pendingApproval {
          id
          version
          stage {
            id
            name
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const tellAsked = useTellAsked();
  const [start] = useState(() => startValues(move.dealId, move.stageId, move.missing));
  const form = useForm({ initialValues: start });
  const leave = () => {
    stoppedMove.set(null);
    move.onClosed?.();
  };
  const close = () => {
    forgetTyped(move.dealId, move.stageId);
    leave();
  };
  const known = { DEAL: useFields('DEAL'), ACCOUNT: useFields('ACCOUNT') };
  const { accountId: chosen } = form.values.fields;
  const accountId = typeof chosen === 'string' ? chosen : (deal?.account?.id ?? null);
  const approvals = missing.filter(({ kind }) => kind === 'APPROVAL');
  const facts = missing.filter((one) => !askedFor(one) && one.kind !== 'APPROVAL');

  return (
    <RecordDialog
      title={t('title', { deal: deal?.name ?? '', stage: move.stage })}
      form={form}
      submitLabel={t('move', { stage: move.stage })}
      onClose={close}
      onSubmit={async (values) => {
        const { dealId, stageId, decision, rest } = move;
        const given = toInput(values, deal?.account?.id, known);
        const quiet = { onRefused: () => undefined };
        const result = decision
          ? await decide(
              dealId,
              (expectedVersion) => ({ input: { ...decision, ...given, dealId, expectedVersion } }),
              quiet,
            )
          : await act(
              dealId,
              (expectedVersion) => ({ input: { ...rest, ...given, id: dealId, stageId, expectedVersion } }),
              quiet,
            );
        if (result.ok) {
          const payload = 'moveDeal' in result.data ? result.data.moveDeal : result.data.decideGoNoGo;
          if (payload.pendingApproval) tellAsked(payload.pendingApproval, deal?.name ?? '');
          else move.onMoved();
          return { ok: true };
        }
        const still = unmetGate(result.errors);
        if (still?.missing) setMissing(still.missing);
        // What is still missing stands in the dialog; everything else is told as ever.
        return { ok: false, errors: result.errors.filter((error) => error !== still) };
      }}
    >
      <Text size="sm" c="dimmed">
        {t('why', { stage: move.stage })}
      </Text>
      <GateFields
        missing={missing}
        form={form}
        currency={deal?.currency ?? ''}
        baseCurrency={workspace?.baseCurrency ?? ''}
        accountId={accountId}
        known={known}
      />
      {facts.length > 0 && (
        <Alert variant="default" title={t('facts')}>
          <List size="sm">
            {facts.map(({ key, label }) => (
              <List.Item key={key}>
                <Anchor
                  size="sm"
                  onClick={() => {
                    keepTyped(move.dealId, move.stageId, form.getValues());
                    leave();
                  }}
                  renderRoot={(props) => (
                    <Link
                      {...props}
                      to="/deals/$dealId"
                      params={{ dealId: move.dealId }}
                      search={{ tab: TABS[key] }}
                    />
                  )}
                >
                  {t(`need.${key}`, { defaultValue: label })}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {approvals.length > 0 && (
        <Alert variant="default" title={t('approvals')}>
          <Text size="sm">{approvals.map(({ label }) => label).join(', ')}</Text>
        </Alert>
      )}
      {move.canOverride && (
        <Textarea
          label={t('override')}
          description={t('overrideHint')}
          autosize
          minRows={1}
          maxRows={6}
          {...form.getInputProps('overrideReason')}
        />
      )}
    </RecordDialog>
  );
}
