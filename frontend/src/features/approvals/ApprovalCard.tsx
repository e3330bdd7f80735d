import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ApprovalCard_approval$key } from '@/__generated__/ApprovalCard_approval.graphql';
import { RecordLink } from '../records/RecordLink';
import { ApprovalActions, type ApprovalDialog } from './ApprovalActions';
import { ApprovalEarlier } from './ApprovalEarlier';
import { ApprovalEnding } from './ApprovalEnding';
import { ApprovalSteps } from './ApprovalSteps';
import { ApprovalSubjectDetails } from './ApprovalSubjectDetails';
import classes from './Approvals.module.css';
import { DueBadge } from './DueBadge';
import { ApprovalStatusBadge } from './StatusBadge';

interface Props {
  approval: ApprovalCard_approval$key;
  dialog: ApprovalDialog | undefined;
  onDialog: (dialog: ApprovalDialog | undefined) => void;
  onDone?: () => void;
}

/** Everything somebody needs to decide, and the way to do it. */
export function ApprovalCard({ approval, dialog, onDialog, onDone }: Props) {
  const { t } = useTranslation('approvals');
  const data = useFragment(
    graphql`
      fragment ApprovalCard_approval on Approval {
        id
        version
        subjectKind
        status
        waitsForViewer
        dueAt
        usedAt
        stage {
          id
          name
        }
        deal {
          id
          name
        }
        ...ApprovalSubjectDetails_approval
        ...ApprovalEnding_approval
        ...ApprovalEarlier_approval
        ...ApprovalSteps_approval
        ...ApprovalActions_approval
      }
    `,
    approval,
  );
  return (
    <>
      <div className={classes.head}>
        <div className={classes.what}>
          <Text size="xs" c="dimmed">
            {t(`kind.${data.subjectKind}`, { stage: data.stage?.name ?? '–' })}
          </Text>
          <Title order={2} size="h5">
            {data.deal ? (
              <RecordLink kind="deal" id={data.deal.id} size="md" fw={650}>
                {data.deal.name}
              </RecordLink>
            ) : (
              t('noDeal')
            )}
          </Title>
        </div>
        <div className={classes.badges}>
          {data.status === 'PENDING' && <DueBadge dueAt={data.dueAt} />}
          {(data.status !== 'PENDING' || !data.waitsForViewer) && (
            <ApprovalStatusBadge status={data.status} />
          )}
        </div>
      </div>
      <ApprovalSubjectDetails approval={data} />
      <ApprovalEnding approval={data} />
      {data.status === 'APPROVED' && data.subjectKind === 'STAGE_ENTRY' && !data.usedAt && (
        <Text size="sm" mt={4}>
          {t('unused')}
        </Text>
      )}
      <ApprovalEarlier approval={data} />
      <ApprovalSteps approval={data} />
      <ApprovalActions approval={data} dialog={dialog} onDialog={onDialog} onDone={onDone} />
    </>
  );
}
