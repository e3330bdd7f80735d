import { Button, Group, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { Suspense, useState, useTransition } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { Problems_import$key } from '@/__generated__/Problems_import.graphql';
import type { ProblemsPageQuery } from '@/__generated__/ProblemsPageQuery.graphql';
import type { ImportProblemSeverity, ProblemsQuery } from '@/__generated__/ProblemsQuery.graphql';
import { useFormat } from '@/i18n/format';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { StackedTable } from '@/ui/StackedTable';
import classes from '../Transfer.module.css';

const PAGE = 50;
const SHOWN = ['ALL', 'REJECTED', 'WARNING'] as const;

/** What is odd about the rows, each by its line. */
export function Problems({ importId }: { importId: string }) {
  const { t } = useTranslation('transfer');
  const [severity, setSeverity] = useState<ImportProblemSeverity | null>(null);
  const [pending, change] = useTransition();
  return (
    <section className={classes.card} aria-labelledby="import-problems">
      <Group justify="space-between" gap="sm" mb="sm">
        <Title order={2} size="h4" id="import-problems">
          {t('problems.title')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('problems.show')}
          value={severity ?? 'ALL'}
          data={SHOWN.map((value) => ({ value, label: t(`problems.filter.${value}`) }))}
          onChange={(next) =>
            change(() => setSeverity(next === 'ALL' ? null : (next as ImportProblemSeverity)))
          }
        />
      </Group>
      <div style={{ opacity: pending ? 0.6 : undefined }}>
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <Rows importId={importId} severity={severity} />
        </Suspense>
      </div>
    </section>
  );
}

function Rows({ importId, severity }: { importId: string; severity: ImportProblemSeverity | null }) {
  const { t } = useTranslation('transfer');
  const root = useLazyLoadQuery<ProblemsQuery>(
    graphql`
      query ProblemsQuery($id: ID!, $first: Int!, $severity: ImportProblemSeverity) {
        import(id: $id) {
          ...Problems_import @arguments(first: $first, severity: $severity)
        }
      }
    `,
    { id: importId, first: PAGE, severity },
    { fetchPolicy: 'store-and-network' },
  );
  return root.import ? <ProblemTable run={root.import} /> : <Text size="sm">{t('problems.none')}</Text>;
}

function ProblemTable({ run }: { run: Problems_import$key }) {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ProblemsPageQuery,
    Problems_import$key
  >(
    graphql`
      fragment Problems_import on Import
      @refetchable(queryName: "ProblemsPageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
        severity: { type: "ImportProblemSeverity" }
      ) {
        problems(first: $first, after: $after, severity: $severity)
          @connection(key: "Problems_problems") {
          totalCount
          edges {
            cursor
            node {
              line
              severity
              reason
            }
          }
        }
      }
    `,
    run,
  );
  const { totalCount, edges } = data.problems;
  if (edges.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('problems.none')}
      </Text>
    );
  }
  return (
    <>
      <StackedTable label={t('problems.title')} minWidth={520}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={90}>{t('problems.line')}</Table.Th>
            <Table.Th w={150}>{t('problems.what')}</Table.Th>
            <Table.Th>{t('problems.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {edges.map(({ cursor, node }) => (
            <Table.Tr key={cursor}>
              <Table.Td className="ds-number">
                {t('problems.lineNumber', { line: format.number(node.line) })}
              </Table.Td>
              <Table.Td data-label={t('problems.what')}>
                <span className={classes.severity} data-severity={node.severity}>
                  {t(`problems.severity.${node.severity}`)}
                </span>
              </Table.Td>
              <Table.Td data-label={t('problems.why')}>{node.reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
      <Group justify="space-between" mt="xs" gap="sm">
        <Text size="sm" c="dimmed">
          {t('problems.shown', { shown: format.number(edges.length), total: format.number(totalCount) })}
        </Text>
        {hasNext && (
          <Button variant="default" size="xs" loading={isLoadingNext} onClick={() => loadNext(PAGE)}>
            {t('problems.more')}
          </Button>
        )}
      </Group>
    </>
  );
}
