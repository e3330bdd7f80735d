import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import IconUserShare from '@tabler/icons-react/dist/esm/icons/IconUserShare.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ApprovalActions_approval$key } from '@/__generated__/ApprovalActions_approval.graphql';
import classes from './Approvals.module.css';
import { DecisionDialog, DelegateDialog, RecallDialog } from './dialogs';
import { useApprovalActions } from './useApprovalActions';

/** `confirm` asks before it approves, for those who came by a key; `comment` is to write something with it. */
export type ApprovalDialog = 'confirm' | 'comment' | 'reject' | 'delegate' | 'recall';

interface Props {
  approval: ApprovalActions_approval$key;
  dialog: ApprovalDialog | undefined;
  onDialog: (dialog: ApprovalDialog | undefined) => void;
  /** The viewer has decided, handed over or recalled. */
  onDone?: () => void;
}

/** What the viewer may do with a run now. One click approves; nothing of it can be taken back. */
export function ApprovalActions({ approval, dialog, onDialog, onDone }: Props) {
  const { t } = useTranslation('approvals');
  const { decide, deciding } = useApprovalActions();
  const data = useFragment(
    graphql`
      fragment ApprovalActions_approval on Approval {
        id
        version
        status
        waitsForViewer
        viewerCanRecall
        deal {
          id
          name
        }
      }
    `,
    approval,
  );
  const { waitsForViewer, viewerCanRecall } = data;
  const deal = data.deal?.name ?? t('noDeal');
  const close = () => onDialog(undefined);
  const approve = async () => {
    const result = await decide(data, 'APPROVE', { deal });
    if (result.ok) onDone?.();
  };
  const shared = { approval: data, deal, onClose: close, onDone };
  return (
    <>
      {(waitsForViewer || viewerCanRecall) && (
        <Group gap="xs" className={classes.actions}>
          {waitsForViewer && (
            <>
              <Group gap={1} wrap="nowrap" className={classes.approve}>
                <Button
                  className={classes.approveButton}
                  loading={deciding}
                  leftSection={<IconCheck size={17} aria-hidden />}
                  aria-label={t('action.approveOf', { deal })}
                  onClick={() => void approve()}
                >
                  {t('action.approve')}
                </Button>
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon
                      variant="filled"
                      color="petrol"
                      size={36}
                      className={classes.approveMore}
                      aria-label={t('action.moreOf', { deal })}
                    >
                      <IconChevronDown size={16} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item onClick={() => onDialog('comment')}>{t('action.approveWith')}</Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </Group>
              <Button
                variant="default"
                leftSection={<IconX size={17} aria-hidden />}
                aria-label={t('action.rejectOf', { deal })}
                onClick={() => onDialog('reject')}
              >
                {t('action.reject')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconUserShare size={17} aria-hidden />}
                aria-label={t('action.delegateOf', { deal })}
                onClick={() => onDialog('delegate')}
              >
                {t('action.delegate')}
              </Button>
            </>
          )}
          {viewerCanRecall && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={17} aria-hidden />}
              aria-label={t('action.recallOf', { deal })}
              onClick={() => onDialog('recall')}
            >
              {t('action.recall')}
            </Button>
          )}
        </Group>
      )}
      {(dialog === 'confirm' || dialog === 'comment') && (
        <DecisionDialog decision="APPROVE" confirms={dialog === 'confirm'} {...shared} />
      )}
      {dialog === 'reject' && <DecisionDialog decision="REJECT" {...shared} />}
      {dialog === 'delegate' && <DelegateDialog {...shared} />}
      {dialog === 'recall' && <RecallDialog {...shared} />}
    </>
  );
}
