import { Alert, Button, Group, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { useFormat } from '@/i18n/format';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { FileOf, type UploadedFile } from './FileOf';
import { KIND_ICON, KINDS, kindName, kindOf } from './kinds';
import classes from './Transfer.module.css';
import { UploadArea } from './UploadArea';
import { useImportSearch } from './useImportSearch';

/** What the rows are, and the file. */
export function FileStep() {
  const { t } = useTranslation('transfer');
  const [search, change] = useImportSearch();
  const kind = kindOf(search.kind);
  const another = () => change({ file: undefined });
  return (
    <Stack gap="lg">
      <section className={classes.card} aria-labelledby="import-kind">
        <Radio.Group
          labelProps={{ id: 'import-kind' }}
          label={t('kind.label')}
          value={kind ?? ''}
          onChange={(next) => change({ kind: next.toLowerCase() })}
        >
          <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }} spacing="xs" mt={6}>
            {KINDS.map((value) => {
              const KindIcon = KIND_ICON[value];
              return (
                <Radio.Card
                  key={value}
                  value={value}
                  className={classes.kind}
                  aria-label={t(`kind.${value}`)}
                >
                  <KindIcon size={20} stroke={1.7} aria-hidden />
                  <span>{t(`kind.${value}`)}</span>
                </Radio.Card>
              );
            })}
          </SimpleGrid>
        </Radio.Group>
      </section>
      <section className={classes.card} aria-label={t('step.file')}>
        {search.file ? (
          <ErrorBoundary key={search.file}>
            <Suspense fallback={<SkeletonRows rows={2} />}>
              <FileOf fileId={search.file} onAgain={another}>
                {(file) => <Chosen file={file} onAgain={another} />}
              </FileOf>
            </Suspense>
          </ErrorBoundary>
        ) : (
          <UploadArea
            onUploaded={(file) => change(kind ? { kind: kindName(kind), file, step: 'columns' } : { file })}
          />
        )}
      </section>
    </Stack>
  );
}

function Chosen({ file, onAgain }: { file: UploadedFile; onAgain: () => void }) {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const [search, change] = useImportSearch();
  const [asked, setAsked] = useState(false);
  const kind = kindOf(search.kind);
  const go = () => (kind ? change({ step: 'columns' }) : setAsked(true));
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" miw={0}>
          <IconFileText size={28} stroke={1.5} aria-hidden style={{ flex: 'none' }} />
          <div className={classes.breaking}>
            <Text fw={600}>{file.name}</Text>
            <Text size="sm" c="dimmed">
              {t('file.rows', { count: file.rows, formatted: format.number(file.rows) })}
              {' · '}
              {t('file.columns', { count: file.columns.length })}
            </Text>
          </div>
        </Group>
        <Group gap="xs">
          <Button variant="default" onClick={onAgain}>
            {t('file.another')}
          </Button>
          <Button rightSection={<IconArrowRight size={16} aria-hidden />} onClick={go}>
            {t('file.next')}
          </Button>
        </Group>
      </Group>
      {asked && !kind && (
        <Alert color="amber" role="alert">
          {t('kind.needed')}
        </Alert>
      )}
    </Stack>
  );
}
