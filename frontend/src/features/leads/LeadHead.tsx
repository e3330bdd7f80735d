import { Button, Menu } from '@mantine/core';
import IconArrowRightCircle from '@tabler/icons-react/dist/esm/icons/IconArrowRightCircle.mjs';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconRotate from '@tabler/icons-react/dist/esm/icons/IconRotate.mjs';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { LeadHead_lead$key } from '@/__generated__/LeadHead_lead.graphql';
import { type Command, useCommands } from '@/app/commands';
import { useCanWrite } from '@/app/viewer';
import { PageHeader } from '@/ui/PageHeader';
import { PresentPeople } from '../presence/PresentPeople';
import classes from '../records/Record.module.css';
import { LeadStatusBadge } from './LeadStatusBadge';
import type { useLeadStatus } from './useLeadStatus';

interface Props {
  lead: LeadHead_lead$key;
  actions: ReturnType<typeof useLeadStatus>;
  onDialog: (dialog: string) => void;
}

/** The lead's name and what can be done with it: as buttons, and in the command palette. */
export function LeadHead({ lead, actions: { start, reopen }, onDialog }: Props) {
  const { t } = useTranslation('leads');
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment LeadHead_lead on Lead {
        id
        topic
        status
        disqualifyReason
      }
    `,
    lead,
  );
  const { status, topic, disqualifyReason: reason } = data;

  const commands = useMemo((): Command[] => {
    if (!canWrite || status === 'CONVERTED') return [];
    const action = (id: string, icon: Command['icon'], run: () => void): Command => ({
      id: `lead.${id}`,
      label: t(`action.${id}`),
      group: t('actions'),
      icon,
      run,
    });
    if (status === 'DISQUALIFIED') return [action('reopen', IconRotate, () => void reopen(reason))];
    return [
      ...(status === 'NEW' ? [action('start', IconPlayerPlay, () => void start())] : []),
      ...(status === 'QUALIFIED' ? [action('convert', IconArrowRightCircle, () => onDialog('convert'))] : []),
      action('disqualify', IconBan, () => onDialog('disqualify')),
    ];
  }, [t, canWrite, status, reason, start, reopen, onDialog]);
  useCommands(commands);
  const [first, ...rest] = commands;
  const FirstIcon = first?.icon;

  return (
    <>
      <Link to="/leads" className={classes.back}>
        ← {t('title')}
      </Link>
      <PageHeader
        title={topic}
        aside={
          <>
            <LeadStatusBadge status={status} />
            <PresentPeople />
          </>
        }
        actions={
          first && (
            <>
              <Button
                variant={status === 'QUALIFIED' ? 'filled' : 'default'}
                leftSection={FirstIcon && <FirstIcon size={16} aria-hidden />}
                onClick={first.run}
              >
                {first.label}
              </Button>
              {rest.length > 0 && (
                <Menu position="bottom-end">
                  <Menu.Target>
                    <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
                      {t('actions')}
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {rest.map(({ id, label, icon: ItemIcon, run }) => (
                      <Menu.Item
                        key={id}
                        leftSection={ItemIcon && <ItemIcon size={16} aria-hidden />}
                        onClick={run}
                      >
                        {label}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
              )}
            </>
          )
        }
      />
    </>
  );
}
