import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql, useFragment } from 'react-relay/hooks';
import type { LeadCells_lead$data, LeadCells_lead$key } from '@/__generated__/LeadCells_lead.graphql';
import { useLabel } from '@/i18n/label';
import { DateText } from '@/ui/DateText';
import { UserAvatar } from '@/ui/UserAvatar';
import { CustomCell } from '../fields/CustomCell';
import { type CustomColumn, customKeyOf } from '../fields/lists';
import classes from '../records/Record.module.css';
import { LeadStatusBadge } from './LeadStatusBadge';
import { Progress } from './Progress';
import { useUpdateLead } from './useUpdateLead';

export type LeadColumn =
  | 'name'
  | 'company'
  | 'person'
  | 'status'
  | 'bant'
  | 'owner'
  | 'source'
  | 'email'
  | 'phone'
  | 'createdAt'
  | 'updatedAt'
  | CustomColumn['id'];

interface Props {
  lead: LeadCells_lead$key;
  column: LeadColumn;
  /** On a phone: nothing where there is nothing. */
  plain?: boolean;
}

/** One cell of the list. The row's key travels; the cell reads what it shows. */
export function LeadCell({ lead, column, plain }: Props) {
  const labelOf = useLabel();
  const data = useFragment(
    graphql`
      fragment LeadCells_lead on Lead {
        id
        version
        topic
        company
        person
        email
        phone
        status
        missing
        viewerCanEdit
        createdAt
        updatedAt
        source {
          id
          label
          labels {language text}
        }
        owner {
          id
          name
          avatarColor
        }
        customFields {
          ...CustomCell_values
        }
      }
    `,
    lead,
  );
  const custom = customKeyOf(column);
  if (custom !== undefined) {
    return <CustomOf lead={data} fieldKey={custom} plain={plain} />;
  }
  const nothing = plain ? null : '–';
  switch (column) {
    case 'name':
      return (
        <Link
          to="/leads/$leadId"
          params={{ leadId: data.id }}
          onClick={(event) => event.stopPropagation()}
          className={classes.name}
        >
          {data.topic}
        </Link>
      );
    case 'company':
      return data.company ?? (plain ? data.person : nothing);
    case 'person':
    case 'email':
    case 'phone':
      return data[column] ?? nothing;
    case 'status':
      return <LeadStatusBadge status={data.status} size="sm" />;
    case 'bant':
      return <Progress missing={data.missing} />;
    case 'source':
      return data.source ? labelOf(data.source) : nothing;
    case 'owner':
      return (
        <Group gap={8} wrap="nowrap">
          <UserAvatar name={data.owner.name} color={data.owner.avatarColor} size={24} />
          <Text size="sm" truncate>
            {data.owner.name}
          </Text>
        </Group>
      );
    case 'createdAt':
      return <DateText value={data.createdAt} variant="relative" />;
    case 'updatedAt':
      return <DateText value={data.updatedAt} variant="relative" />;
  }
}

function CustomOf({
  lead,
  fieldKey,
  plain,
}: {
  lead: LeadCells_lead$data;
  fieldKey: string;
  plain?: boolean;
}) {
  const update = useUpdateLead(lead.id);
  return (
    <CustomCell
      subject="LEAD"
      fieldKey={fieldKey}
      values={lead.customFields}
      version={lead.version}
      save={
        lead.viewerCanEdit && !plain ? (given, version) => update({ custom: [given] }, version) : undefined
      }
    />
  );
}
