import { Stepper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { useCanManage } from '@/app/viewer';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
import record from '../records/Record.module.css';
import { ColumnsStep } from './columns/ColumnsStep';
import { FileOf } from './FileOf';
import { FileStep } from './FileStep';
import { kindOf, STEPS, stepOf } from './kinds';
import { NotAllowed } from './NotAllowed';
import { ImportRun } from './run/ImportRun';
import classes from './Transfer.module.css';
import { useImportSearch } from './useImportSearch';

/** From a file to records, step by step; where one is stands in the address. */
export default function ImportPage() {
  const { t } = useTranslation('transfer');
  const canManage = useCanManage();
  const [search] = useImportSearch();
  return (
    <>
      <Link to="/settings/$section" params={{ section: 'imports' }} className={record.back}>
        ← {t('past.title')}
      </Link>
      <PageHeader title={t('title')} />
      <div className={classes.page}>
        {canManage ? (
          <>
            <Progress />
            <ErrorBoundary key={[search.step, search.file, search.import].join()}>
              <Suspense fallback={<SkeletonRows rows={8} />}>
                <Current />
              </Suspense>
            </ErrorBoundary>
          </>
        ) : (
          <NotAllowed />
        )}
      </div>
    </>
  );
}

/** Which step it is; back to what was done before, forward by the step's own button. */
function Progress() {
  const { t } = useTranslation('transfer');
  const [search, change] = useImportSearch();
  const active = STEPS.indexOf(stepOf(search));
  return (
    <Stepper
      active={active}
      size="sm"
      className={classes.steps}
      onStepClick={(index) => change({ step: STEPS[index], import: undefined })}
      aria-label={t('steps')}
    >
      {STEPS.map((step, index) => (
        <Stepper.Step
          key={step}
          label={t(`step.${step}`)}
          description={t(`step.${step}Hint`)}
          aria-label={t(`step.${step}`)}
          aria-current={index === active ? 'step' : undefined}
          allowStepSelect={index < active && (index === 0 || (index === 1 && search.file !== undefined))}
        />
      ))}
    </Stepper>
  );
}

function Current() {
  const [search, change] = useImportSearch();
  const kind = kindOf(search.kind);
  const step = stepOf(search);
  if ((step === 'check' || step === 'run') && search.import) {
    return <ImportRun key={search.import} importId={search.import} />;
  }
  if (step === 'columns' && search.file && kind) {
    const again = () => change({ step: 'file', file: undefined });
    return (
      <FileOf key={`${search.file} ${kind}`} fileId={search.file} onAgain={again}>
        {(file) => <ColumnsStep file={file} kind={kind} />}
      </FileOf>
    );
  }
  return <FileStep />;
}
