import { Button, Menu } from '@mantine/core';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconSignature from '@tabler/icons-react/dist/esm/icons/IconSignature.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractHead_contract$key } from '@/__generated__/ContractHead_contract.graphql';
import { type Command, useCommands } from '@/app/commands';
import { confirm } from '@/ui/confirm';
import { PageHeader } from '@/ui/PageHeader';
import classes from '../records/Record.module.css';
import { ContractStatusBadge } from './ContractStatusBadge';
import { type Action, offered } from './status';
import { useContractActions } from './useContractActions';

const ICONS: Record<Action, Command['icon']> = {
  SUBMIT: IconUserCheck,
  SIGN: IconSignature,
  REOPEN: IconPencil,
  CANCEL: IconBan,
};

interface Props {
  contract: ContractHead_contract$key;
  onDialog: (dialog: string) => void;
}

/** Name and status, and what can be done now: as buttons, and in the command palette. */
export function ContractHead({ contract, onDialog }: Props) {
  const { t } = useTranslation('contracts');
  const { id, name, status, actions } = useFragment(
    graphql`
      fragment ContractHead_contract on ContractPackage {
        id
        version
        name
        status
        actions
      }
    `,
    contract,
  );
  const { reopen } = useContractActions(id);
  const run = useCallback(
    async (action: Action) => {
      if (action !== 'REOPEN') return onDialog(action.toLowerCase());
      // Of one that was rejected nothing is lost.
      const sure =
        status !== 'APPROVED' ||
        (await confirm({
          title: t('reopen.title', { name }),
          body: t('reopen.body'),
          confirmLabel: t('reopen.confirm'),
        }));
      if (sure) await reopen();
    },
    [t, name, status, reopen, onDialog],
  );
  const { next, others } = useMemo(() => offered(status, actions), [status, actions]);
  const commands = useMemo(
    () =>
      [next ?? [], others].flat().map(
        (action): Command => ({
          id: `contract.${action.toLowerCase()}`,
          label: t(`action.${action}`),
          group: t('actions'),
          icon: ICONS[action],
          run: () => void run(action),
        }),
      ),
    [t, next, others, run],
  );
  useCommands(commands);
  const first = next && commands[0];
  const rest = first ? commands.slice(1) : commands;
  const FirstIcon = first?.icon;
  return (
    <>
      <Link to="/contracts" className={classes.back}>
        ← {t('title')}
      </Link>
      <PageHeader
        title={name}
        aside={<ContractStatusBadge status={status} />}
        actions={
          commands.length > 0 && (
            <>
              {first && (
                <Button leftSection={FirstIcon && <FirstIcon size={16} aria-hidden />} onClick={first.run}>
                  {first.label}
                </Button>
              )}
              {rest.length > 0 && (
                <Menu position="bottom-end">
                  <Menu.Target>
                    <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
                      {t('actions')}
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {rest.map(({ id: key, label, icon: ItemIcon, run: act }) => (
                      <Menu.Item
                        key={key}
                        leftSection={ItemIcon && <ItemIcon size={16} aria-hidden />}
                        onClick={act}
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
