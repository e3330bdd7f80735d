import { Button, Group, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useLazyLoadQuery, useRelayEnvironment } from 'react-relay/hooks';
import type { ProblemsQuery } from '@/__generated__/ProblemsQuery.graphql';
import { toastApiError } from '@/app/errors';
import { useFormat } from '@/i18n/format';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { StackedTable } from '@/ui/StackedTable';
import classes from '../Transfer.module.css';
import { useReason } from './useReason';

/** Each with all that its stage's gate may ask for: more at once would be too dear for one question. */
const PAGE = 50;
const SHOWN = ['ALL', 'REJECTED', 'WARNING'] as const;
type Shown = (typeof SHOWN)[number];

const query = graphql`
  query ProblemsQuery($id: ID!, $first: Int!, $after: Int, $severity: ImportProblemSeverity) {
    import(id: $id) {
      id
      kind
      problems(first: $first, after: $after, severity: $severity) {
        position
        line
        severity
        reason
        refusals {
          code
          message
          path
          ... on GateUnmet {
            stage {
              id
              version
              name
            }
            missing {
              kind
              key
              label
            }
          }
        }
      }
    }
  }
`;

type Problem = NonNullable<ProblemsQuery['response']['import']>['problems'][number];

/** What is odd about the rows, each by its line. */
export function Problems({ importId }: { importId: string }) {
  const { t } = useTranslation('transfer');
  const [shown, setShown] = useState<Shown>('ALL');
  return (
    <section className={classes.card} aria-labelledby="import-problems">
      <Group justify="space-between" gap="sm" mb="sm">
        <Title order={2} size="h4" id="import-problems">
          {t('problems.title')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('problems.show')}
          value={shown}
          data={SHOWN.map((value) => ({ value, label: t(`problems.filter.${value}`) }))}
          onChange={(next) => setShown(next as Shown)}
        />
      </Group>
      <Suspense fallback={<SkeletonRows rows={4} />}>
        <Rows key={shown} importId={importId} shown={shown} />
      </Suspense>
    </section>
  );
}

/** Page by page, in the order they were met; the server chooses, so that a few refused rows are found among thousands of warnings. */
function usePages(importId: string, shown: Shown) {
  const environment = useRelayEnvironment();
  const ofAll = { id: importId, first: PAGE, severity: shown === 'ALL' ? null : shown };
  const asked = useLazyLoadQuery<ProblemsQuery>(query, ofAll, { fetchPolicy: 'store-and-network' }).import;
  const first = asked?.problems;
  const [later, setLater] = useState<readonly Problem[]>([]);
  const [ended, setEnded] = useState(false);
  const [busy, setBusy] = useState(false);
  const problems = [...(first ?? []), ...later];
  const loadNext = async () => {
    setBusy(true);
    try {
      const variables = { ...ofAll, after: problems.at(-1)?.position };
      const page = (await fetchQuery<ProblemsQuery>(environment, query, variables).toPromise())?.import
        ?.problems;
      setLater([...later, ...(page ?? [])]);
      setEnded((page?.length ?? 0) < PAGE);
    } catch (error) {
      toastApiError(error);
    }
    setBusy(false);
  };
  return { kind: asked?.kind, problems, hasNext: !ended && (first?.length ?? 0) >= PAGE, busy, loadNext };
}

function Rows({ importId, shown }: { importId: string; shown: Shown }) {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const { kind, problems, hasNext, busy, loadNext } = usePages(importId, shown);
  const told = useReason(kind);
  return (
    <>
      {problems.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('problems.none')}
        </Text>
      ) : (
        <StackedTable label={t('problems.title')} minWidth={520}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={110}>{t('problems.line')}</Table.Th>
              <Table.Th w={190}>{t('problems.what')}</Table.Th>
              <Table.Th>{t('problems.why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map(({ position, line, severity, ...why }) => (
              <Table.Tr key={position}>
                <Table.Td className="ds-number">
                  {t('problems.lineNumber', { line: format.number(line) })}
                </Table.Td>
                <Table.Td data-label={t('problems.what')}>
                  <span className={classes.severity} data-severity={severity}>
                    {t(`problems.severity.${severity}`)}
                  </span>
                </Table.Td>
                <Table.Td data-label={t('problems.why')}>
                  {told(why).map((sentence) => (
                    <div key={sentence}>{sentence}</div>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </StackedTable>
      )}
      {hasNext && (
        <Group justify="space-between" mt="xs" gap="sm">
          <Text size="sm" c="dimmed">
            {t('problems.shown', { count: problems.length, formatted: format.number(problems.length) })}
          </Text>
          <Button variant="default" size="xs" loading={busy} onClick={() => void loadNext()}>
            {t('problems.more')}
          </Button>
        </Group>
      )}
    </>
  );
}
