import { Button, Text } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { PastImports_query$key } from '@/__generated__/PastImports_query.graphql';
import type { PastImportsPageQuery } from '@/__generated__/PastImportsPageQuery.graphql';
import type { PastImportsQuery } from '@/__generated__/PastImportsQuery.graphql';
import { useCanManage, useViewer } from '@/app/viewer';
import { Empty } from '@/ui/Empty';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { useRecordEvents } from '../../records/useRecordEvents';
import { Panel } from '../../settings/Panel';
import { NotAllowed } from '../NotAllowed';
import classes from './Past.module.css';
import { PastRow } from './PastRow';

const query = graphql`
  query PastImportsQuery($first: Int!) {
    eventCursor(label: "imports")
    ...PastImports_query @arguments(first: $first)
  }
`;

const PAGE = 25;
const asked = { first: PAGE };

/** Who imported what, what came of it, and what runs now. */
export default function PastImports() {
  const { t } = useTranslation('transfer');
  const canManage = useCanManage();
  const start = canManage && (
    <Button
      leftSection={<IconFileImport size={16} aria-hidden />}
      renderRoot={(props) => <Link {...props} to="/import" search={{}} />}
    >
      {t('past.new')}
    </Button>
  );
  return (
    <Panel title={t('past.title')} hint={t('past.hint')} actions={start}>
      {canManage ? <List /> : <NotAllowed />}
    </Panel>
  );
}

function List() {
  const { t } = useTranslation('transfer');
  const { role } = useViewer();
  const root = useLazyLoadQuery<PastImportsQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    PastImportsPageQuery,
    PastImports_query$key
  >(
    graphql`
      fragment PastImports_query on Query
      @refetchable(queryName: "PastImportsPageQuery")
      @argumentDefinitions(first: { type: "Int", defaultValue: 25 }, after: { type: "String" }) {
        imports(first: $first, after: $after) @connection(key: "PastImports_imports") {
          edges {
            node {
              id
              ...PastRow_import
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<PastImportsQuery>(query, asked);
  useRecordEvents(root.eventCursor, {
    // Each chunk of rows tells of itself; the rows that run listen to that themselves.
    kinds: ['import.started', 'import.finished'],
    onEvents: refetch,
    onResync: refetch,
  });
  const { edges } = data.imports;
  if (edges.length === 0) {
    return (
      <Empty icon={IconFileImport} title={t('past.none')}>
        {t('past.noneHint')}
      </Empty>
    );
  }
  return (
    <>
      <ul className={classes.list} aria-label={t('past.title')}>
        {edges.map(({ node }) => (
          <PastRow key={node.id} run={node} />
        ))}
      </ul>
      {hasNext && (
        <Button variant="default" size="xs" mt="sm" loading={isLoadingNext} onClick={() => loadNext(PAGE)}>
          {t('problems.more')}
        </Button>
      )}
      {role !== 'ADMIN' && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('past.own')}
        </Text>
      )}
    </>
  );
}
