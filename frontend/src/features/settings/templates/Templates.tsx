import { Button } from '@mantine/core';
import IconFileTypeDocx from '@tabler/icons-react/dist/esm/icons/IconFileTypeDocx.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { Templates_gone$key } from '@/__generated__/Templates_gone.graphql';
import type { Templates_live$key } from '@/__generated__/Templates_live.graphql';
import type { TemplatesGoneQuery } from '@/__generated__/TemplatesGoneQuery.graphql';
import type { TemplatesLiveQuery } from '@/__generated__/TemplatesLiveQuery.graphql';
import type { TemplatesQuery } from '@/__generated__/TemplatesQuery.graphql';
import { reportUserErrors } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { Empty } from '@/ui/Empty';
import { NextPage } from '@/ui/NextPage';
import { PAGE, pageAgain } from '../../notes/NoteList';
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
  query TemplatesQuery($live: Int!, $gone: Int!) {
    eventCursor(label: "documentTemplates")
    workspace {
      id
      version
      locale
    }
    ...Templates_live @arguments(first: $live)
    ...Templates_gone @arguments(first: $gone)
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
  const data = useLazyLoadQuery<TemplatesQuery>(
    query,
    { live: PAGE, gone: PAGE },
    { fetchPolicy: 'store-and-network' },
  );
  const inUse = useInUse(data);
  const away = useAway(data);
  const refetch = useQuietRefetch<TemplatesQuery>(query, {
    live: pageAgain(inUse.templates.length, inUse.hasNext),
    gone: pageAgain(away.templates.length, away.hasNext),
  });
  const update = useUpdateTemplate();
  useRecordEvents(data.eventCursor, {
    kinds: ['document_template.*'],
    onEvents: refetch,
    onResync: refetch,
  });
  // One that was just put away, or taken out, is still in the other list until the next read.
  const all = [
    ...new Map([...inUse.templates, ...away.templates].map((one) => [one.id, one] as const)).values(),
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
          <>
            {rows(t('settings:section.document-templates'), live)}
            {inUse.hasNext && <NextPage paging={inUse} count={PAGE} label={t('documents:more')} />}
          </>
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
            {t(showArchived ? 'documents:hideAway' : 'documents:showAway', {
              count: Math.max(archived.length, away.total),
            })}
          </Button>
        )}
        {showArchived && archived.length > 0 && (
          <>
            {rows(t('documents:away'), archived)}
            {away.hasNext && <NextPage paging={away} count={PAGE} label={t('documents:moreAway')} />}
          </>
        )}
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

/** Those that documents can be made from, page by page. */
function useInUse(key: Templates_live$key) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    TemplatesLiveQuery,
    Templates_live$key
  >(
    graphql`
      fragment Templates_live on Query
      @refetchable(queryName: "TemplatesLiveQuery")
      @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" }) {
        documentTemplates(orderBy: [{ field: NAME, direction: ASC }], first: $first, after: $after)
          @connection(key: "Templates_documentTemplates") {
          edges {
            node {
              id
              version
              name
              archived
              ...TemplateRow_template
            }
          }
        }
      }
    `,
    key,
  );
  const templates = data.documentTemplates.edges.map(({ node }) => node);
  return { templates, hasNext, isLoadingNext, loadNext };
}

/** Those that were put away. */
function useAway(key: Templates_gone$key) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    TemplatesGoneQuery,
    Templates_gone$key
  >(
    graphql`
      fragment Templates_gone on Query
      @refetchable(queryName: "TemplatesGoneQuery")
      @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" }) {
        gone: documentTemplates(
          filter: { archived: { eq: true } }
          orderBy: [{ field: NAME, direction: ASC }]
          first: $first
          after: $after
        ) @connection(key: "Templates_gone") {
          totalCount
          edges {
            node {
              id
              version
              name
              archived
              ...TemplateRow_template
            }
          }
        }
      }
    `,
    key,
  );
  const templates = data.gone.edges.map(({ node }) => node);
  return { templates, total: data.gone.totalCount, hasNext, isLoadingNext, loadNext };
}
