import { Alert, Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconFileTypeDocx from '@tabler/icons-react/dist/esm/icons/IconFileTypeDocx.mjs';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { NewDocumentDialogQuery } from '@/__generated__/NewDocumentDialogQuery.graphql';
import { Dialog } from '@/ui/Dialog';
import { Empty } from '@/ui/Empty';
import { RecordDialog } from '@/ui/RecordDialog';
import { useProposalName } from '../proposals/useProposalName';
import { HINT_BELOW } from '../settings/hintBelow';
import { useIsAdmin } from '../settings/useIsAdmin';
import { fileNameOf, needOf } from './needs';
import { type Template, TemplateSelect } from './TemplateSelect';
import { useMakeDocument } from './useMakeDocument';

const query = graphql`
  query NewDocumentDialogQuery($dealId: ID!) {
    documentTemplates(first: 50) {
      nodes {
        id
        name
        description
        language
        placeholders
      }
      pageInfo {
        hasNextPage
      }
    }
    deal(id: $dealId) {
      id
      version
      name
      proposals(first: 50, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
        nodes {
          id
          number
          revision
          status
        }
      }
    }
  }
`;

interface Props {
  dealId: string;
  onMade: () => void;
  onClose: () => void;
}

/** Which template, of which proposal, and what the file is called. */
export default function NewDocumentDialog(props: Props) {
  const { t } = useTranslation('documents');
  const admin = useIsAdmin();
  const data = useLazyLoadQuery<NewDocumentDialogQuery>(
    query,
    { dealId: props.dealId },
    // A template or a proposal may have come a moment ago.
    { fetchPolicy: 'network-only' },
  );
  const { nodes, pageInfo } = data.documentTemplates;
  if (!data.deal) return null;
  if (nodes.length > 0) {
    return <Form {...props} templates={nodes} more={pageInfo.hasNextPage} deal={data.deal} />;
  }
  const settings = admin && (
    <Button
      renderRoot={(root) => (
        <Link {...root} to="/settings/$section" params={{ section: 'document-templates' }} />
      )}
    >
      {t('toSettings')}
    </Button>
  );
  return (
    <Dialog title={t('newTitle')} onClose={props.onClose}>
      <Empty icon={IconFileTypeDocx} title={t('none')} action={settings}>
        {t(admin ? 'noneHint' : 'askAdmin')}
      </Empty>
    </Dialog>
  );
}

interface FormProps extends Props {
  templates: readonly Template[];
  more: boolean;
  deal: NonNullable<NewDocumentDialogQuery['response']['deal']>;
}

type Values = { templateId: string; proposalId: string | null; name: string };

function Form({ dealId, onMade, onClose, templates, more, deal }: FormProps) {
  const { t } = useTranslation(['documents', 'common', 'proposals']);
  const proposalName = useProposalName();
  const make = useMakeDocument(onMade);
  const proposals = deal.proposals.nodes;
  const [newest] = proposals;
  // The only one need not be chosen.
  const [template, setTemplate] = useState(templates.length === 1 ? templates[0] : undefined);
  const need = needOf(template?.placeholders ?? []);
  const suggested = (one: Template | undefined) =>
    needOf(one?.placeholders ?? []) === 'required' ? (newest?.id ?? null) : null;
  const form = useForm<Values>({
    initialValues: { templateId: template?.id ?? '', proposalId: suggested(template), name: '' },
    validate: {
      templateId: (id) => (id ? null : t('common:edit.required')),
      proposalId: (id) => (need === 'required' && !id ? t('documents:proposalNeeded') : null),
    },
  });
  const choose = (next: Template | undefined) => {
    setTemplate(next);
    form.setFieldValue('templateId', next?.id ?? '');
    form.setFieldValue('proposalId', suggested(next));
    form.clearErrors();
  };
  const missing = need === 'required' && proposals.length === 0;

  return (
    <RecordDialog
      title={t('documents:newTitle')}
      form={form}
      submitLabel={t('documents:make')}
      onClose={onClose}
      onSubmit={({ templateId, proposalId, name }) =>
        make({
          templateId,
          dealId,
          ...(need !== 'none' && proposalId && { proposalId }),
          ...(name.trim() && { name: name.trim() }),
        })
      }
    >
      <TemplateSelect
        label={t('documents:template')}
        placeholder={t('documents:chooseTemplate')}
        description={template?.description}
        inputWrapperOrder={HINT_BELOW}
        required
        data-autofocus
        first={templates}
        more={more}
        value={template}
        error={form.errors.templateId}
        onChange={choose}
      />
      {missing && (
        <Alert color="amber" role="alert">
          {t('documents:noProposal')}
        </Alert>
      )}
      {need !== 'none' && proposals.length > 0 && (
        <Select
          label={t('documents:proposal')}
          description={t(`documents:proposalHint.${need}`)}
          inputWrapperOrder={HINT_BELOW}
          placeholder={need === 'optional' ? t('documents:ofTheDeal') : undefined}
          required={need === 'required'}
          clearable
          data={proposals.map((one) => ({
            value: one.id,
            label: `${proposalName(one)} · ${t(`proposals:status.${one.status}`)}`,
          }))}
          {...form.getInputProps('proposalId')}
        />
      )}
      <TextInput
        label={t('documents:fileName')}
        placeholder={template && fileNameOf(template.name, deal.name)}
        description={t('documents:fileNameHint')}
        inputWrapperOrder={HINT_BELOW}
        maxLength={255}
        {...form.getInputProps('name')}
      />
    </RecordDialog>
  );
}
