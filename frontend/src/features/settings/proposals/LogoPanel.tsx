import { Button, FileButton, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useRelayEnvironment } from 'react-relay/hooks';
import { fetchQuery } from 'relay-runtime';
import type { LogoPanel_settings$key } from '@/__generated__/LogoPanel_settings.graphql';
import type { LogoPanel_workspace$key } from '@/__generated__/LogoPanel_workspace.graphql';
import type { LogoPanelQuery } from '@/__generated__/LogoPanelQuery.graphql';
import { toast } from '@/app/toasts';
import { confirm } from '@/ui/confirm';
import { Panel } from '../Panel';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { LOGO_BYTES, LogoError, sendLogo } from './logo';
import { useSaveProposalSettings } from './useSaveProposalSettings';

const again = graphql`
  query LogoPanelQuery {
    workspace {
      id
      ...LogoPanel_workspace
    }
  }
`;

/** The picture at the head of every proposal. */
export function LogoPanel({ workspace }: { workspace: LogoPanel_workspace$key }) {
  const { t } = useTranslation(['settings', 'common']);
  const admin = useIsAdmin();
  const environment = useRelayEnvironment();
  const { name, proposalSettings } = useFragment(
    graphql`
      fragment LogoPanel_workspace on Workspace {
        id
        version
        name
        proposalSettings {
          id
          ...LogoPanel_settings
        }
      }
    `,
    workspace,
  );
  const data = useFragment<LogoPanel_settings$key>(
    graphql`
      fragment LogoPanel_settings on ProposalSettings {
        id
        version
        logoUrl
      }
    `,
    proposalSettings ?? null,
  );
  const [save, removing] = useSaveProposalSettings();
  const [sending, setSending] = useState(false);

  const send = async (file: File | null) => {
    if (!file) return;
    if (file.size > LOGO_BYTES) return void toast.error(t('settings:logo.tooLarge'), { id: 'logo' });
    setSending(true);
    try {
      await sendLogo(file);
      await fetchQuery<LogoPanelQuery>(environment, again, {}).toPromise();
      toast.success(t('settings:saved'));
    } catch (error) {
      const told = error instanceof LogoError && error.message;
      toast.error(told || t('settings:logo.failed'), { id: 'logo' });
    } finally {
      setSending(false);
    }
  };
  const remove = async () => {
    const sure = await confirm({
      title: t('settings:logo.removeTitle'),
      body: t('settings:logo.removeBody'),
      confirmLabel: t('settings:remove'),
    });
    if (!sure) return;
    const result = await save({ input: { removeLogo: true, expectedVersion: data?.version } });
    if (result.ok) toast.success(t('settings:saved'));
  };

  return (
    <Panel id="logo" title={t('settings:logo.title')} hint={t('settings:logo.hint')} readOnly={!admin}>
      {data?.logoUrl ? (
        // A new picture has the same address.
        <img
          className={classes.logo}
          src={`${data.logoUrl}?${data.version}`}
          alt={t('settings:logo.alt', { name })}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t('settings:logo.none')}
        </Text>
      )}
      {admin && (
        <Group mt="md">
          <FileButton accept="image/png,image/jpeg" onChange={(file) => void send(file)}>
            {(props) => (
              <Button {...props} variant="default" loading={sending}>
                {t(data?.logoUrl ? 'settings:logo.replace' : 'settings:logo.choose')}
              </Button>
            )}
          </FileButton>
          {data?.logoUrl && (
            <Button variant="subtle" color="red" loading={removing} onClick={() => void remove()}>
              {t('settings:remove')}
            </Button>
          )}
        </Group>
      )}
    </Panel>
  );
}
