import { Button } from '@mantine/core';
import IconFileTypeDocx from '@tabler/icons-react/dist/esm/icons/IconFileTypeDocx.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { TemplatesQuery } from '@/__generated__/TemplatesQuery.graphql';
import { reportUserErrors } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { Empty } from '@/ui/Empty';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { useRecordEvents } from '../../records/useRecordEvents';
import { Panel } from '../Panel';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { NewTemplateDialog } from './NewTemplateDialog';
import { Placeholders } from './Placeholders';
import { TemplateRow } from './TemplateRow';
import { useUpdateTemplate } from './useUpdateTemplate';

const query = graphql`
  query TemplatesQuery {
    eventCursor(label: "documentTemplates")
    workspace {
      id
      version
      locale
    }
    documentTemplates(orderBy: [{ field: NAME, direction: ASC }], first: 200) {
      nodes {
        id
        version
        name
        archived
        ...TemplateRow_template
      }
    }
    gone: documentTemplates(
      filter: { archived: { eq: true } }
      orderBy: [{ field: NAME, direction: ASC }]
      first: 200
    ) {
      nodes {
        id
        version
        name
        archived
        ...TemplateRow_template
      }
    }
    documentPlaceholders {
      ...Placeholders_placeholders
    }
  }
`;

/** The Word documents that documents of deals are made from, and what they can say. */
export default function Templates() {
  const { t } = useTranslation(['documents', 'settings']);
  const admin = useIsAdmin();
  const [creating, setCreating] = useState(false);
  const [showArchived, setShowArchived] = useState(false);
  const data = useLazyLoadQuery<TemplatesQuery>(query, {}, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<TemplatesQuery>(query, {});
  const update = useUpdateTemplate();
  useRecordEvents(data.eventCursor, {
    kinds: ['document_template.*'],
    onEvents: refetch,
    onResync: refetch,
  });
  // One that was just put away, or taken out, is still in the other list until the next read.
  const all = [
    ...new Map([...data.documentTemplates.nodes, ...data.gone.nodes].map((one) => [one.id, one])).values(),
  ];
  const live = all.filter(({ archived }) => !archived);
  const archived = all.filter((one) => one.archived);

  const setArchived = async (id: string, next: boolean): Promise<boolean> => {
    const result = await update(id, { archived: next });
    if (result.ok) refetch();
    else reportUserErrors(result.errors);
    return result.ok;
  };
  const archive = async ({ id, name }: (typeof all)[number], next: boolean) => {
    if (!(await setArchived(id, next))) return;
    const message = t(next ? 'documents:wasPutAway' : 'documents:wasTakenOut', { name });
    offerUndo({ message, undo: () => setArchived(id, !next) });
  };
  const rows = (label: string, templates: typeof all) => (
    <ul className={classes.rows} aria-label={label}>
      {templates.map((one) => (
        <TemplateRow
          key={one.id}
          template={one}
          onArchive={(next) => void archive(one, next)}
          onSaved={refetch}
        />
      ))}
    </ul>
  );

  const create = admin && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('documents:newTemplate')}
    </Button>
  );
  return (
    <>
      <Panel
        title={t('settings:section.document-templates')}
        hint={t('documents:hint', { example: '{{deal.name}}' })}
        readOnly={!admin}
        actions={live.length > 0 && create}
      >
        {live.length > 0 ? (
          rows(t('settings:section.document-templates'), live)
        ) : (
          <Empty icon={IconFileTypeDocx} title={t('documents:none')} action={create}>
            {t('documents:noneHint')}
          </Empty>
        )}
        {archived.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            my="sm"
            aria-expanded={showArchived}
            onClick={() => setShowArchived(!showArchived)}
          >
            {t(showArchived ? 'documents:hideAway' : 'documents:showAway', { count: archived.length })}
          </Button>
        )}
        {showArchived && archived.length > 0 && rows(t('documents:away'), archived)}
      </Panel>
      <Placeholders placeholders={data.documentPlaceholders} />
      {creating && (
        <NewTemplateDialog
          language={data.workspace.locale}
          onClose={() => setCreating(false)}
          onSaved={refetch}
        />
      )}
    </>
  );
}
