import { Text } from '@mantine/core';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCircleCheckFilled from '@tabler/icons-react/dist/esm/icons/IconCircleCheckFilled.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconCircleXFilled from '@tabler/icons-react/dist/esm/icons/IconCircleXFilled.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ApprovalSteps_approval$key } from '@/__generated__/ApprovalSteps_approval.graphql';
import { DateText } from '@/ui/DateText';
import { UserAvatar } from '@/ui/UserAvatar';
import classes from './Approvals.module.css';
import { DueBadge } from './DueBadge';
import { type Assignment, partOf, progressOf, type Step } from './steps';

const ICONS = {
  WAITING: IconCircleDashed,
  CURRENT: IconHourglass,
  APPROVED: IconCircleCheckFilled,
  REJECTED: IconCircleXFilled,
  CANCELLED: IconBan,
};

/** The run's steps in their order: who has decided and in which words, who is waited for, until when. */
export function ApprovalSteps({ approval }: { approval: ApprovalSteps_approval$key }) {
  const { t } = useTranslation('approvals');
  const { steps } = useFragment(
    graphql`
      fragment ApprovalSteps_approval on Approval {
        id
        version
        steps {
          id
          name
          policyName
          mode
          needed
          status
          dueAt
          escalatedAt
          approvers {
            id
            via
            decision
            comment
            decidedAt
            user {
              id
              name
              avatarColor
            }
            delegatedBy {
              id
              name
            }
          }
        }
      }
    `,
    approval,
  );
  return (
    <ol className={classes.steps} aria-label={t('steps.label')}>
      {steps.map((step) => (
        <StepItem key={step.id} step={step} />
      ))}
    </ol>
  );
}

function StepItem({ step }: { step: Step }) {
  const { t } = useTranslation('approvals');
  const StepIcon = ICONS[step.status];
  const several = step.approvers.length > 1;
  return (
    <li className={classes.step} data-status={step.status}>
      <StepIcon
        size={20}
        role="img"
        aria-label={t(`steps.status.${step.status}`)}
        className={classes.stepIcon}
      />
      <div className={classes.stepBody}>
        <div className={classes.stepHead}>
          <Text size="sm" fw={600} span>
            {step.name}
          </Text>
          <Text size="xs" c="dimmed" span>
            {step.policyName}
            {several && ` · ${t(`steps.mode.${step.mode}`, { count: step.needed })}`}
            {several && step.status === 'CURRENT' && ` · ${t('steps.progress', progressOf(step))}`}
          </Text>
          {step.status === 'CURRENT' && <DueBadge dueAt={step.dueAt} />}
        </div>
        {step.status === 'CURRENT' && step.escalatedAt && (
          <Text size="xs" c="dimmed">
            {t('steps.escalated')} <DateText value={step.escalatedAt} variant="relative" />
          </Text>
        )}
        <ul className={classes.approvers}>
          {step.approvers.map((assignment) => (
            <Approver key={assignment.id} assignment={assignment} status={step.status} />
          ))}
        </ul>
      </div>
    </li>
  );
}

function Approver({ assignment, status }: { assignment: Assignment; status: Step['status'] }) {
  const { t } = useTranslation('approvals');
  const { user, decidedAt, comment, delegatedBy } = assignment;
  const part = partOf(assignment, status);
  return (
    <li className={classes.approver} data-part={part}>
      <UserAvatar name={user.name} color={user.avatarColor} size={22} />
      <div className={classes.approverText}>
        <Text size="sm" component="div">
          {user.name}{' '}
          <span className={classes.part} data-part={part}>
            {t(`part.${part}`)}
          </span>{' '}
          {decidedAt && (
            <Text size="xs" c="dimmed" span>
              <DateText value={decidedAt} variant="relative" />
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {delegatedBy ? t('via.delegatedBy', { name: delegatedBy.name }) : t(`via.${assignment.via}`)}
        </Text>
        {comment && <p className={classes.said}>{comment}</p>}
      </div>
    </li>
  );
}
