import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApprovalStatus } from '@/__generated__/ApprovalCard_approval.graphql';

const COLOURS: Record<ApprovalStatus, string> = {
  PENDING: 'amber',
  APPROVED: 'petrol',
  REJECTED: 'red',
  RECALLED: 'gray',
  VOIDED: 'gray',
};

export function ApprovalStatusBadge({ status }: { status: ApprovalStatus }) {
  const { t } = useTranslation('approvals');
  return (
    <Badge variant="light" color={COLOURS[status]} tt="none">
      {t(`status.${status}`)}
    </Badge>
  );
}
